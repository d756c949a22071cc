"""Markdown tables, and how texts are made to fit their cells."""

from collections.abc import Sequence

from moderation.quality.bootstrap import Estimate
from moderation.rates import Rate

Cell = str | int | Rate | Estimate
LONGEST_QUOTE = 80


def table(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def folded(summary: str, content: str) -> str:
    """A part that the reader of the page opens when it is wanted."""
    return f"<details>\n<summary>{summary}</summary>\n\n{content}\n\n</details>"


def cut(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A quote on one line, short, and without signs that would end the cell or be read as markup."""
    line = " ".join(text.split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;")):
        line = line.replace(sign, name)
    for sign in "\\`*_[]":
        line = line.replace(sign, f"\\{sign}")
    return line
