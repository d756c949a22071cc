"""Reads one TOML rule file so that every complaint can name its line, which tomllib cannot."""

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from moderation.errors import RuleError
from moderation.findings import Level

HEADER = re.compile(r"^\s*\[{1,2}\s*([\w.\-]+)\s*\]{1,2}\s*(?:#.*)?$")
LONG_STRING = re.compile(r'"""(?s:.*?)"""|' + r"'''(?s:.*?)'''")
AT_LINE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


class RuleFile:
    """The text of one rule file: its tables, its lines, and the label that findings cite."""

    def __init__(self, path: Path, label: str) -> None:
        self.path = path
        self.label = label
        self.text = _read_text(path)
        # Long strings may hold lines that look like headers; blanked, they keep the line count.
        bare = LONG_STRING.sub(lambda found: "\n" * found[0].count("\n"), self.text)
        self.lines = bare.splitlines()
        self.data = self._parse()
        # Word lists may stand in any file, so whether a {name} is known is seen when all are read.
        self.references: list[tuple[Table, str, str, str]] = []

    def _parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = AT_LINE.search(str(error))
            line = int(at[1]) if at and at[1] else len(self.lines)
            raise RuleError(self.path, line, f"not valid TOML: {AT_LINE.sub('', str(error))}") from error

    def error(self, line: int | None, reason: str) -> RuleError:
        return RuleError(self.path, line, reason)

    def tables(self, allowed: Mapping[str, type]) -> Iterator["Table"]:
        """Yield each ``[[table]]`` (or the one ``[table]``) of the top level, refusing other names."""
        for name, value in self.data.items():
            if name not in allowed:
                raise self.error(self.find_key(name), f"unknown key {name!r}")
            if not isinstance(value, allowed[name]):
                shape = "[[{}]]" if allowed[name] is list else "[{}]"
                raise self.error(self.find_key(name), f"{name!r} is written as {shape.format(name)}")
            rows = value if isinstance(value, list) else [value]
            headers = self._headers(name, 0, len(self.lines))
            for number, row in enumerate(rows):
                start = headers[number] if number < len(headers) else self.find_key(name) or 1
                end = headers[number + 1] - 1 if number + 1 < len(headers) else len(self.lines)
                yield Table(self, name, row, start, end)

    def _headers(self, name: str, start: int, end: int) -> list[int]:
        found = ((number, HEADER.match(line)) for number, line in enumerate(self.lines[start:end], start + 1))
        return [number for number, match in found if match and match[1] == name]

    def find_key(self, key: str, start: int = 0, end: int | None = None) -> int | None:
        pattern = re.compile(rf"""^\s*(?:\[{{1,2}}\s*)?["']?{re.escape(key)}["']?\s*(?:[=\].]|$)""")
        for number, line in enumerate(self.lines[start:end], start + 1):
            if pattern.match(line):
                return number
        return None

    def find_text(self, text: str, start: int, end: int) -> int | None:
        for number, line in enumerate(self.lines[start:end], start + 1):
            if f'"{text}"' in line or f"'{text}'" in line:
                return number
        return None


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RuleError(path, line, "not UTF-8") from error
    except OSError as error:
        raise RuleError(path, None, f"cannot be read ({error.strerror})") from error


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

    def source_of(self, key: str, text: str) -> str:
        """The place of one text in a list of this table."""
        start = self.line_of(key)
        return f"{self.file.label}:{self.file.find_text(text, start - 1, self._end) or start}"

    def error(self, key: str, reason: str) -> RuleError:
        return self.file.error(self.line_of(key), reason)

    def error_in(self, key: str, text: str, reason: str) -> RuleError:
        """An error about one text in a list of this table."""
        start = self.line_of(key)
        return self.file.error(self.file.find_text(text, start - 1, self._end) or start, reason)

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
        return [sub for key, value in self._row.items() if isinstance(value, list)
                for sub in self._children(key, value)]

    def _children(self, key: str, rows: list[Any]) -> list["Table"]:
        headers = self.file._headers(f"{self.name}.{key}", self.line, self._end)
        if not headers:
            return []
        ends = [*(line - 1 for line in headers[1:]), self._end]
        return [Table(self.file, f"{self.name}.{key}", row, start, end)
                for row, start, end in zip(rows, headers, ends, strict=False)]

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
