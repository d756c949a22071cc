"""One sentence or line with numbers: what it names, its dates, and what the text before it was about."""

import re
from dataclasses import dataclass
from functools import cached_property

from moderation.number_dates import Date, find_dates
from moderation.number_patterns import HAS_NUMBER, READS, ROW_LEAD
from moderation.quantity_names import Name, find_names
from moderation.trends import NOW_WORD

# Characters of a line that may be the heading of a table.
LONG_HEADER = 60
WORD = re.compile(r"\w")


@dataclass(frozen=True)
class NumberSentence:
    """One sentence of a folded text; `carried` is what the sentences before were about."""

    text: str
    start: int
    end: int
    carried: Name | None

    @cached_property
    def names(self) -> list[Name]:
        return find_names(self.text, self.start, self.end)

    def carries(self) -> Name | None:
        """The one quantity that this sentence names, or what it carried when it is a row of a table."""
        if len({name.quantity for name in self.names}) == 1 and self.names[0].quantity != "other":
            is_header = self.end - self.start < LONG_HEADER and not self.says(HAS_NUMBER)
            return Name(self.end, self.end, self.names[-1].quantity, is_header)
        return self.carried if self.carried and not self.names and self.is_row else None

    @cached_property
    def is_row(self) -> bool:
        """Whether a date opens this line: "12/03/24  210"."""
        opening = self.dates[:1]
        return any(date.age < 0 and not WORD.search(self.text, self.start, date.start) for date in opening)

    @cached_property
    def dates(self) -> list[Date]:
        return find_dates(self.text, self.start, self.end)

    def says(self, pattern: re.Pattern[str]) -> bool:
        return pattern.search(self.text, self.start, self.end) is not None

    def carried_to(self, start: int, end: int) -> list[Name]:
        """What the sentence before named, when this one goes on with "it reads", or is a row of a table."""
        if self.carried is None or self.names or start - self.start > LONG_HEADER:
            return []
        if self.is_row and self.carried.is_header and self.dates[0].end <= start:
            is_meant = bool(ROW_LEAD.fullmatch(self.text, self.dates[0].end, start))
        else:
            lead = self.text[self.start : start]
            is_now = not lead.strip() and NOW_WORD.match(self.text, end + 1)
            is_meant = bool(is_now or READS.fullmatch(self.text, self.start, start))
        return [Name(start, start, self.carried.quantity)] if is_meant else []
