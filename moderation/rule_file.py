"""One rule file as text: parsed, with its lines at hand, which tomllib does not give."""

import re
import tomllib
from pathlib import Path
from typing import Any

from moderation.errors import RuleError

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
        # Found once: the reader asks for headers at every text of every table.
        found = ((number, HEADER.match(line)) for number, line in enumerate(self.lines, 1))
        self._headers = [(number, match[1]) for number, match in found if match]
        self.data = self._parse()
        # (line, phrase, {name}): whether a word list is known shows only when all files are read.
        self.references: list[tuple[int, str, str]] = []

    def _parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            at = AT_LINE.search(str(error))
            line = int(at[1]) if at and at[1] else len(self.lines)
            raise RuleError(self.path, line, f"not valid TOML: {AT_LINE.sub('', str(error))}") from error

    def error(self, line: int | None, reason: str) -> RuleError:
        return RuleError(self.path, line, reason)

    def headers(self, name: str, start: int, end: int) -> list[int]:
        """The lines, among these, that open a table of this name."""
        return [number for number, found in self._headers if found == name and start < number <= end]

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
