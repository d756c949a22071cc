"""How hard a text is to read, for tests of everything that members read in a fright."""

import textstat


def as_sentences(lines: list[str]) -> str:
    """Lines as running text: a heading or bullet without a full stop is a sentence too."""
    return " ".join(line if line[-1] in ".?:" else f"{line}." for line in lines if line)


def grade(lines: list[str]) -> float:
    """The Flesch-Kincaid grade: years of school in the US that a reader needs."""
    return float(textstat.flesch_kincaid_grade(as_sentences(lines)))
