"""The tables of a rule file: values taken by kind, every complaint with its line."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from moderation.errors import RuleError
from moderation.findings import Level
from moderation.rule_file import RuleFile


class Table:
    """One table of a rule file. Values are taken by kind; what is left over at the end is refused."""

    def __init__(self, file: RuleFile, name: str, row: Any, start: int, end: int) -> None:
        self.file, self.name, self.line, self._end = file, name, start, end
        if not isinstance(row, dict):
            raise file.error(start, f"{name!r} must be a table")
        self._row: dict[str, Any] = dict(row)

    @property
    def source(self) -> str:
        """The place that findings cite, such as ``plugins/lemtrada/symptoms/kidney.toml:41``."""
        return f"{self.file.label}:{self.line}"

    def line_of(self, key: str) -> int:
        first = min((sub.line - 1 for sub in self._subtables()), default=self._end)
        return self.file.find_key(key, self.line - 1, max(first, self.line)) or self.line

    def line_in(self, key: str, text: str) -> int:
        """The line of one text in a list of this table."""
        start = self.line_of(key)
        return self.file.find_text(text, start - 1, self._end) or start

    def error(self, key: str, reason: str) -> RuleError:
        return self.file.error(self.line_of(key), reason)

    def error_in(self, key: str, text: str, reason: str) -> RuleError:
        """An error about one text in a list of this table."""
        return self.file.error(self.line_in(key, text), reason)

    def __contains__(self, key: str) -> bool:
        return key in self._row

    def _take(self, key: str, kind: type | tuple[type, ...], expected: str) -> Any:
        if key not in self._row:
            raise self.file.error(self.line, f"{self.name} has no {key!r}")
        value = self._row.pop(key)
        if not isinstance(value, kind) or isinstance(value, bool) and kind is not bool:
            raise self.error(key, f"{key!r} must be {expected}")
        return value

    def text(self, key: str) -> str:
        value: str = self._take(key, str, "a text")
        if not value.strip():
            raise self.error(key, f"{key!r} is empty")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when the key is not there."""
        if key not in self._row:
            return ()
        values = self._take(key, list, "a list of texts")
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.error(key, f"{key!r} must be a list of texts, none of them empty")
        return tuple(values)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts."""
        values = self._take(key, list, "a list of lists of texts")
        for value in values:
            if not isinstance(value, list) or not value or not all(isinstance(text, str) for text in value):
                raise self.error(key, f"{key!r} must be a list of lists of texts, none of them empty")
        return tuple(tuple(value) for value in values)

    def whole(self, key: str) -> int:
        value: int = self._take(key, int, "a whole number")
        if value < 1:
            raise self.error(key, f"{key!r} must be 1 or more")
        return value

    def number(self, key: str) -> float:
        return float(self._take(key, (int, float), "a number"))

    def flag(self, key: str) -> bool:
        return bool(self._take(key, bool, "true or false"))

    def date(self, key: str) -> datetime.date:
        value: datetime.date = self._take(key, datetime.date, "a date such as 2027-11-22")
        if isinstance(value, datetime.datetime):
            raise self.error(key, f"{key!r} must be a date without a time")
        return value

    def level(self, key: str) -> Level:
        word = self.text(key)
        try:
            return Level.from_word(word)
        except ValueError as error:
            words = ", ".join(level.word for level in Level)
            raise self.error(key, f"{error}; one of {words}") from error

    def choice(self, key: str, allowed: frozenset[str]) -> str:
        word = self.text(key)
        if word not in allowed:
            raise self.error(key, f"unknown {key} {word!r}; one of {', '.join(sorted(allowed))}")
        return word

    def names(self) -> list[str]:
        """The keys that are left, for tables whose keys are names."""
        return list(self._row)

    def items(self) -> list[tuple[str, Any]]:
        """Every pair that is left, for tables whose keys are words."""
        pairs = list(self._row.items())
        self._row.clear()
        return pairs

    def _subtables(self) -> list["Table"]:
        return [
            sub
            for key, value in self._row.items()
            if isinstance(value, list)
            for sub in self._children(key, value)
        ]

    def _children(self, key: str, rows: list[Any]) -> list["Table"]:
        headers = self.file.headers(f"{self.name}.{key}", self.line, self._end)
        if not headers:
            return []
        ends = [*(line - 1 for line in headers[1:]), self._end]
        return [
            Table(self.file, f"{self.name}.{key}", row, start, end)
            for row, start, end in zip(rows, headers, ends, strict=False)
        ]

    def children(self, key: str) -> list["Table"]:
        """The ``[[name.key]]`` tables below this one."""
        if key not in self._row:
            return []
        line = self.line_of(key)
        rows = self._row[key]
        if not isinstance(rows, list):
            raise self.error(key, f"{key!r} is written as [[{self.name}.{key}]]")
        found = self._children(key, rows)
        del self._row[key]
        return found or [Table(self.file, f"{self.name}.{key}", row, line, self._end) for row in rows]

    def close(self) -> None:
        """Refuse every key that nobody took."""
        for key in self._row:
            raise self.error(key, f"unknown key {key!r} in {self.name}")


def read_tables(file: RuleFile, allowed: Mapping[str, type]) -> Iterator[Table]:
    """Yield each ``[[table]]`` (or the one ``[table]``) of the top level, refusing other names."""
    for name, value in file.data.items():
        if name not in allowed:
            raise file.error(file.find_key(name), f"unknown key {name!r}")
        if not isinstance(value, allowed[name]):
            shape = "[[{}]]" if allowed[name] is list else "[{}]"
            raise file.error(file.find_key(name), f"{name!r} is written as {shape.format(name)}")
        rows = value if isinstance(value, list) else [value]
        headers = file.headers(name, 0, len(file.lines))
        for number, row in enumerate(rows):
            start = headers[number] if number < len(headers) else file.find_key(name) or 1
            end = headers[number + 1] - 1 if number + 1 < len(headers) else len(file.lines)
            yield Table(file, name, row, start, end)
