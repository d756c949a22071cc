"""Reads the cue files of a language: tables ``[[cue]]`` with id, text, source, phrases, and ``[classes]``.

A broken file stops start-up, as a broken rule file does.
"""

import hashlib
import tomllib
from functools import lru_cache
from pathlib import Path

from moderation.errors import RuleError
from moderation.lexicon import Cue, CueGroup, Lexicon

FOLDER = Path(__file__).parent / "cues" / "en"
_KEYS = {"id", "text", "source", "phrases"}


@lru_cache(maxsize=4)
def load_cues(folder: Path = FOLDER) -> Lexicon:
    """Read every cue file of the folder; raises `RuleError` with file and reason."""
    lexicon = Lexicon()
    for path in sorted(folder.glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise RuleError(path, None, str(error)) from error
        for name, words in data.pop("classes", {}).items():
            lexicon.add_class(name, words)
        for entry in data.pop("cue", []):
            _add(lexicon, path, entry)
        if data:
            raise RuleError(path, None, f"unknown key {sorted(data)[0]!r}")
    return lexicon


def cues_version(folder: Path = FOLDER) -> str:
    """A short digest of all cue files: a stored screening names the cues that it was made with."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def _add(lexicon: Lexicon, path: Path, entry: dict[str, object]) -> None:
    missing, unknown = _KEYS - entry.keys(), entry.keys() - _KEYS
    if missing or unknown:
        raise RuleError(path, None, f"cue {entry.get('id', '?')!r}: " + _complaint(missing, unknown))
    phrases = entry["phrases"]
    if not isinstance(phrases, list) or not all(isinstance(p, str) and p.strip() for p in phrases):
        raise RuleError(path, None, f"cue {entry['id']!r}: phrases must be a list of words")
    if entry["id"] in lexicon.groups:
        raise RuleError(path, None, f"cue {entry['id']!r} stands twice")
    lexicon.add(CueGroup(str(entry["id"]), str(entry["text"]), str(entry["source"])), phrases)


def _complaint(missing: set[str], unknown: set[str]) -> str:
    return f"{sorted(missing)[0]!r} is missing" if missing else f"unknown key {sorted(unknown)[0]!r}"


__all__ = ["FOLDER", "Cue", "CueGroup", "Lexicon", "load_cues"]
