"""Reads a TOML file of a plugin into a model of `plugins.types`, or says what is wrong and where."""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from plugins.errors import PluginDataError
from plugins.types import Model

M = TypeVar("M", bound=Model)


def read_model(path: Path, model: type[M]) -> M:
    """The file as a checked model. Raises `PluginDataError` with file, line and the first reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PluginDataError(path, None, f"cannot be read: {error}") from error
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise PluginDataError(path, int(line[1]) if line else None, f"not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        line_number = find_line(text, first["loc"]) or find_quoted(text, first["msg"])
        raise PluginDataError(path, line_number, reason) from error


def find_line(text: str, loc: Sequence[int | str]) -> int | None:
    """The line of a key such as `("sections", 2, "claims", 0, "source")`, or of the table it is missing from.

    tomllib gives no positions; counting the headers of the files' `[[sections.claims]]` style is enough.
    """
    path, best, depth = list(loc), None, 0
    seen: dict[str, int] = {}
    here: list[int | str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*(\[\[?)\s*([\w.\"-]+)\s*\]\]?", line):
            here = _enter(header[2].replace('"', "").split("."), header[1] == "[[", seen)
            found = here
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            found = [*here, key[1]]
        else:
            continue
        if len(found) > depth and path[: len(found)] == found:
            best, depth = number, len(found)
    return best


def find_quoted(text: str, message: str) -> int | None:
    """The line of the claim that a message quotes: checks of the whole file have no place of their own."""
    for number, line in enumerate(text.splitlines(), start=1):
        if (claim := re.match(r'\s*text\s*=\s*"(.+)"', line)) and repr(claim[1]) in message:
            return number
    return None


def _enter(names: list[str], is_list: bool, seen: dict[str, int]) -> list[int | str]:
    """The place that a table header opens, with the running number of each `[[…]]` list in it."""
    name = ".".join(names)
    if is_list:
        seen[name] = seen.get(name, -1) + 1
        for deeper in [other for other in seen if other.startswith(f"{name}.")]:
            del seen[deeper]
    place: list[int | str] = []
    for count in range(1, len(names) + 1):
        place.append(names[count - 1])
        index = seen.get(".".join(names[:count]))
        if index is not None:
            place.append(index)
    return place
