"""One case as its page shows it: the text without names, its marks, and the form."""

from dataclasses import dataclass
from typing import Any

from forum.cases.forms import CaseForm, case_form, filled
from forum.cases.marks import Mark, marks_of
from forum.cases.queries import Case
from forum.cases.review import stamp
from forum.cases.unname import apply, find_names, names_in

FIELDS = ("title", "body")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a moderator begins with."""

    texts: dict[str, str]
    marks: list[Mark]
    taken: int
    """How many names and addresses the program took out."""

    def form(self, case: Case, **values: Any) -> CaseForm:
        return case_form(self.marks, bool(case.revision.title), **values)

    def first_form(self, case: Case, kept: dict[str, Any]) -> CaseForm:
        """With the text of the post, or with what was kept over a sign-in."""
        values = filled(self.marks, self.texts) | kept | {"seen": str(stamp(case.review))}
        return self.form(case, formdata=None, data=values)


def draft(case: Case) -> Draft:
    typed = {name: getattr(case.revision, name) for name in FIELDS}
    found = find_names(list(typed.values()), names_in(list(typed.values())))
    changes = dict(zip(FIELDS, found, strict=True))
    texts = {name: apply(typed[name], changes[name]) for name in FIELDS}
    marks = marks_of(case.decision, case.screening, texts, changes)
    return Draft(texts, marks, sum(map(len, found)))


def excerpts(cases: list[Case], length: int = 140) -> dict[int, str]:
    """The beginning of each text without names, by decision; one query for all."""
    begun = [" ".join(f"{c.revision.title} {c.revision.body}"[: 2 * length].split()) for c in cases]
    changed = find_each(begun)
    return {
        case.decision.id: text[:length] + ("…" if len(text) > length else "")
        for case, text in zip(cases, changed, strict=True)
    }


def find_each(texts: list[str]) -> list[str]:
    """Every text by itself: its first person is A."""
    names = names_in(texts)
    return [apply(text, find_names([text], names)[0]) for text in texts]
