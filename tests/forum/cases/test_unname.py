"""What the program takes out of a text before a person looks it through."""

from time import process_time

import pytest

from forum.cases.unname import apply, find_names, names_in
from tests.factories import make_member


def cleaned(*texts: str) -> list[str]:
    found = find_names(texts, names_in(texts))
    return [apply(text, changes) for text, changes in zip(texts, found, strict=True)]


@pytest.mark.parametrize(
    "text, clean",
    [
        ("Write to jo.b+x@mail.example.org, please", "Write to an e-mail address, please"),
        ("See https://example.org/a?b=1 (or www.x.de/y).", "See a link (or a link)."),
        ("See [this](https://example.org/a).", "See [this](a link)."),
        ("On facebook.com/groups/12 they say so", "On a link they say so"),
        ("Call me on +49 171 234 5678 tonight", "Call me on a phone number tonight"),
        ("Call 07700 900123 or (555) 123-4567", "Call a phone number or a phone number"),
        ("Thanks @Bluebird, and @sam_9!", "Thanks person A, and person B!"),
        ("> **Old Name** wrote:\n>\n> My gums bleed", "> **person A** wrote:\n>\n> My gums bleed"),
    ],
)
def test_addresses_numbers_links_and_mentions_go(app, text, clean):
    assert cleaned(text) == [clean]


@pytest.mark.parametrize(
    "text",
    [
        "Platelets 150, 140, 98 on 01/02/2026 and 12.03.2026, pulse 110-120",
        "Call 999 or 112 now. Temperature 38.5 since 22:30.",
        "Creatinine 1.2 mg/dL, eGFR 60. e.g. this, i.e. that.",
    ],
)
def test_medical_numbers_and_dates_stay(app, text):
    assert cleaned(text) == [text]


@pytest.mark.parametrize("run", ["a", "-", "a-", "a.", "0 ", "@"])
def test_a_long_run_of_signs_takes_no_longer_than_a_text(app, run):
    text, before = run * (50_000 // len(run)), process_time()
    cleaned(text)
    assert process_time() - before < 2


def test_names_of_members_go_and_one_person_keeps_a_letter(app):
    for name in ("Blue Bird", "Zoë%_\\", "Sam"):
        make_member(name)
    title, body = cleaned("For SAM", "Dear blue  bird, Sam said. Same with Zoë%_\\ and @Sam.")
    assert title == "For person A"
    assert body == "Dear person B, person A said. Same with person C and person A."


def test_a_text_names_no_member_that_it_only_holds_inside_a_word(app):
    make_member("Ann")
    assert cleaned("The annual plan") == ["The annual plan"]
