"""What reading again changes, as lines for a terminal: counts and post ids, never text."""

from collections.abc import Iterator

from forum.rescreen.tally import NOT_READ, Few, Tally
from forum.screening import Level


def table(tally: Tally) -> str:
    return "\n".join(_lines(tally))


def _lines(tally: Tally) -> Iterator[str]:
    up = sorted((move for move in tally.moves if move[0] < move[1]), key=lambda move: (-move[1], move[0]))
    down = sorted((move for move in tally.moves if move[0] > move[1]), key=lambda move: (-move[0], move[1]))
    same = sum(few.count for move, few in tally.moves.items() if move[0] == move[1])
    yield f"{'posts':<26}{'number':>9}  for example"
    for name, moves, count in (("go up", up, tally.up), ("go down", down, tally.down)):
        yield f"{name:<26}{count:>9,}"
        for before, after in moves:
            yield _row(f"  {_word(before)} -> {_word(after)}", tally.moves[before, after])
    yield f"{'stay as they are':<26}{same:>9,}"
    yield from _notes(tally)


def _notes(tally: Tally) -> Iterator[str]:
    notes = {
        "reader is not sure": tally.unsure,
        "a decision stands": tally.decided,
        "could not be read": tally.unread,
    }
    for name, few in notes.items():
        if few.count:
            yield _row(name, few)
    if tally.earlier:
        yield f"{'texts before an edit':<26}{tally.earlier:>9,}"


def _row(name: str, few: Few) -> str:
    more = ", …" if few.count > len(few.ids) else ""
    return f"{name:<26}{few.count:>9,}  {', '.join(map(str, few.ids))}{more}"


def _word(level: int) -> str:
    return "not read" if level == NOT_READ else Level(level).word
