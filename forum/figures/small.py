"""Numbers for everybody, so that none of them points to a person.

A count below `LEAST` is not told, zero neither. Others are rounded to tens, so that today's page and
tomorrow's differ by no single post. Of counts whose sum is told at least two are hidden, or none: one alone
would be the difference. A share is told when both its parts are large enough, otherwise only its bound.
"""

from collections.abc import Mapping

LEAST = 10
FEW = f"fewer than {LEAST}"
NOT_SHOWN = "not shown"


def count(number: int) -> str:
    return FEW if number < LEAST else f"about {_tens(number):,}"


def counts(numbers: Mapping[str, int]) -> dict[str, str]:
    """Parts of a whole that is told too. The next smallest hides the only small one."""
    told = {name: count(number) for name, number in numbers.items()}
    small = [name for name, number in numbers.items() if number < LEAST]
    if len(small) == 1 and len(numbers) > 1:
        next_smallest = min((name for name in numbers if name not in small), key=lambda name: numbers[name])
        told[next_smallest] = NOT_SHOWN
    return told


def share(part: int, whole: int) -> str:
    if whole < 2 * LEAST:
        return "too few to say"
    if part < LEAST:
        return f"less than {-(-100 * LEAST // whole)} %"
    if whole - part < LEAST:
        return f"more than {100 * (whole - LEAST) // whole} %"
    return f"{round(100 * part / whole)} %"


def _tens(number: int) -> int:
    return (number + 5) // 10 * 10
