"""Where the learned model looks in a post: the parts that it reads as if each were a post.

A post beyond LONG words is read in wide windows that overlap, so that a clause in the middle of 5,000 words
weighs as much as in a short post. What is wider than a narrow window is also read through that: there the
harmless words around a sign cannot talk it away.
"""

LONG = 400
WIDE, NARROW = (150, 100), (45, 30)
Window = tuple[int, int]
"""The first row, and the one behind the last."""


def parts_of(rows: int) -> list[Window]:
    """The parts of a post of so many words; the gravest decides."""
    return _windows((0, rows), *WIDE) if rows > LONG else [(0, rows)]


def narrow_windows(part: Window) -> list[Window]:
    """The narrow windows of a part; itself when it is no wider than one."""
    return _windows(part, *NARROW) if part[1] - part[0] > NARROW[0] else [part]


def _windows(part: Window, width: int, step: int) -> list[Window]:
    first, last = part
    return [(start, min(start + width, last)) for start in range(first, last - width + step, step)]
