"""Turns a written word into the keys that rules are matched by: one spelling for many.

Both sides go through here, rule phrases when they are compiled and posts when they are read, so that
"can't", "cant", "cannot" and "can not" are one, and so are haemorrhage and hemorrhage.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from moderation.notation import CATEGORIES
from moderation.text import HIDDEN, IS_HIDDEN

UNIT = re.compile(rf"\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W\d_]|[{HIDDEN}]|'(?=[^\W\d_]))*|[^\w\s]")
_REPEATED = re.compile(r"([a-z])\1{2,}")
# Skipped between words: quotation marks and stray markup are no part of a phrase.
SKIPPED = frozenset("\"'*_~`\ufffd")

_NOT = {
    "can": "can",
    "could": "could",
    "would": "would",
    "should": "should",
    "do": "do",
    "does": "does",
    "did": "did",
    "is": "is",
    "are": "are",
    "was": "was",
    "were": "were",
    "has": "has",
    "have": "have",
    "had": "had",
    "wo": "will",
    "ai": "is",
    "need": "need",
    "must": "must",
}
CONTRACTIONS = {
    **{f"{short}nt": f"{full} not" for short, full in _NOT.items() if short != "can"},
    "cant": "can not",
    "cannot": "can not",
    "cannae": "can not",
    "cudnt": "could not",
    "im": "i am",
    "ive": "i have",
    "youre": "you are",
    "youve": "you have",
    "theyre": "they are",
    "theyve": "they have",
    "weve": "we have",
    "hes": "he is",
    "shes": "she is",
    "thats": "that is",
    "whats": "what is",
    "theres": "there is",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "dunno": "do not know",
    "alot": "a lot",
}
# With the apostrophe only: "were", "well", "shell", "id" and "ill" are words.
ENDINGS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "had"}
BRITISH = (
    (re.compile(r"rrhoea"), "rrhea"),
    (re.compile(r"oedema"), "edema"),
    (re.compile(r"haem(?!m)"), "hem"),
    (re.compile(r"aemi"), "emi"),
    (re.compile(r"caem"), "cem"),
    (re.compile(r"naesth"), "nesth"),
    (re.compile(r"^(col|tum|od|fav|lab|hum|neighb|flav|vig|ard|harb|hon|rum|vap)our"), r"\1or"),
    (re.compile(r"yse(d|s|r)?$"), r"yze\1"),
    (re.compile(r"ysing$"), "yzing"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"(al|an|or|at|it|im|il)is(e|ed|es|ing|ation)$"), r"\1iz\2"),
    (re.compile(r"^oesoph"), "esoph"),
    (re.compile(r"^diarrhoe"), "diarrhe"),
    (re.compile(r"^litre"), "liter"),
    (re.compile(r"^swole$"), "swollen"),
)
NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred".split()
)
Keys = tuple[str, ...]


class Speller:
    """Knows the spelling map and the stems of one rule set; remembers the words that it has seen."""

    MOST_REMEMBERED = 50_000

    def __init__(self, spelling: Mapping[str, str], stems: Iterable[str] = ()) -> None:
        self._spelling = {plain(word): meant.lower() for word, meant in spelling.items()}
        self.stems: set[str] = set(stems)
        self._seen: dict[str, tuple[tuple[Keys, int], ...]] = {}
        self._vocabulary: frozenset[str] = frozenset()
        self._numbers: dict[Keys, int] = {(): 0}
        self._classes: list[Keys] = [()]

    def units(self, word: str) -> tuple[Keys, ...]:
        """The units of one written word; each has its own spelling first, then stems and categories."""
        return tuple(map(self._with_kin, self.split(word)))

    def classify(self, vocabulary: Iterable[str]) -> Sequence[Keys]:
        """Learn which keys rules ask for. Units that share all of those are of one class from now on.

        Returns the keys of each class by its number; class 0 has none.
        """
        self._vocabulary = frozenset(vocabulary)
        self._seen.clear()
        return self._classes

    def classified(self, word: str) -> tuple[tuple[Keys, int], ...]:
        """The units of one written word, each with its class."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) >= self.MOST_REMEMBERED:
                self._seen.clear()  # strangers' typing errors must not fill the memory
            known = self._seen[word] = tuple((keys, self._class_of(keys)) for keys in self.units(word))
        return known

    def _class_of(self, keys: Keys) -> int:
        asked = tuple(key for key in keys if key in self._vocabulary)
        number = self._numbers.get(asked)
        if number is None:
            number = self._numbers[asked] = len(self._classes)
            self._classes.append(asked)
        return number

    def split(self, word: str) -> list[list[str]]:
        """The words that one written word stands for, each with all its spellings."""
        if word in SKIPPED:
            return []
        if not word[0].isalpha():
            return [[word]]
        if word.endswith("'s") and len(word) > 2:
            return [*self.split(word[:-2]), ["'s", "is", "has"]]
        bare = plain(word)
        meant = self._spelling.get(bare) or CONTRACTIONS.get(bare)
        if meant is not None:
            return [[american(part)] for part in meant.replace("'", "").split()]
        for ending, full in ENDINGS.items():
            if word.endswith(ending) and len(word) > len(ending):
                return [*self.split(word[: -len(ending)]), [full]]
        return [self._spellings(bare)]

    def _spellings(self, bare: str) -> list[str]:
        # "sooo bleeeding": three letters or more may stand for one or for two.
        if not _REPEATED.search(bare):
            return [american(bare)]
        shorter = [_REPEATED.sub(r"\1", bare), _REPEATED.sub(r"\1\1", bare)]
        return [american(self._spelling.get(word, word)) for word in shorter]

    def _with_kin(self, keys: list[str]) -> Keys:
        kin = list(keys)
        for key in keys:
            kin.extend(f"{key[:length]}~" for length in range(1, len(key) + 1) if key[:length] in self.stems)
            kin.extend(name for name, members in CATEGORIES.items() if key in members)
            if key[0].isdigit() or key in NUMBER_WORDS:
                kin.append("{n}")
        return tuple(dict.fromkeys(kin))


def plain(word: str) -> str:
    """Without apostrophes, hidden characters and accents."""
    word = IS_HIDDEN.sub("", word.replace("'", "")).lower()
    return word if word.isascii() else unicodedata.normalize("NFKC", word)


@lru_cache(maxsize=20_000)
def american(word: str) -> str:
    """The American form where the two differ in letters; any one of the two would do."""
    for pattern, american in BRITISH:
        word = pattern.sub(american, word)
    return word
