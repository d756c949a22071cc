"""The page that `benchmarks.screening` writes: what each reader needed, and the aims beside it."""

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.quality.tables import table

LENGTHS = (20, 60, 120, 300)
LONGEST = str(LENGTHS[-1])
NAMES = {
    "tokenizer": "spaCy's tokenizer alone",
    "rules": "**ours**, rules alone",
    "everything": "**ours**, rules and model",
    "medspacy": "medspaCy, default pipeline",
    "negspacy": "negspaCy",
}
NOTE = """\
{posts} posts of {source} with {words} words, read in one run by one process each, one thread, in processor
time (Python {python}). The ratio compares with spaCy's tokenizer (`spacy.blank("en")`), timed in turns in the
same process; “first” is the same for the first reading with empty caches, of reader and tokenizer. medspaCy
and negspaCy look for the {terms} phrases of our rules that are plain words. Milliseconds a post are p50 / p99
of {texts} texts of each length, cut from the same posts. Start-up is from the start of Python until the
reader is ready (in brackets by the clock, beside whatever else runs), memory is the peak of the process."""


@dataclass(frozen=True, slots=True)
class Speed:
    """What one reader needed, as `benchmarks.peers.stopwatch` prints it."""

    versions: dict[str, str]
    start: float
    start_clock: float
    first: float
    tokenizer_first: float
    reader: float
    tokenizer: float
    lengths: dict[str, tuple[float, float]]
    memory: float

    @property
    def ratio(self) -> float:
        return self.tokenizer / self.reader

    @property
    def longest(self) -> float:
        """The 99th percentile for the longest posts, in milliseconds."""
        return self.lengths[LONGEST][1]


@dataclass(frozen=True, slots=True)
class Aim:
    """What one of our readers should reach; ``least`` turns the limit into a lower one."""

    reader: str
    what: str
    limit: float
    measured: Callable[[Speed], float]
    least: bool = False
    digits: int = 0

    def row(self, speed: Speed) -> tuple[str, ...]:
        value = self.measured(speed)
        reached = value >= self.limit if self.least else value <= self.limit
        sign = "≥" if self.least else "≤"
        return (
            NAMES[self.reader],
            self.what,
            f"{sign} {self.limit:g}",
            f"{value:.{self.digits}f}",
            "yes" if reached else "**no**",
        )


AIMS = (
    Aim("rules", "ratio to the tokenizer", 0.3, lambda speed: speed.ratio, least=True, digits=3),
    Aim("everything", "ratio to the tokenizer", 0.05, lambda speed: speed.ratio, least=True, digits=3),
    *(
        aim
        for reader in ("rules", "everything")
        for aim in (
            Aim(reader, f"p99 of {LONGEST} words, ms", 50, lambda speed: speed.longest, digits=1),
            Aim(reader, "start-up, s", 3, lambda speed: speed.start, digits=2),
            Aim(reader, "peak memory, MB", 400, lambda speed: speed.memory),
        )
    ),
)


def page_of(job: dict[str, Any], source: str, speeds: Mapping[str, Speed], missing: Sequence[str]) -> str:
    """The whole page: note, table of readers, which are missing, aims."""
    words = sum(len(text.split()) for post in job["posts"] for text in post)
    note = NOTE.format(
        posts=len(job["posts"]),
        source=source,
        words=f"{words:,}",
        terms=f"{len(job['terms']):,}",
        python=platform.python_version(),
        texts=len(job["lengths"][LONGEST]),
    )
    head = ["reader", "words/s", "ratio", "first", *(f"{n} words, ms" for n in LENGTHS), "start-up, s", "MB"]
    readers = table(head, [row_of(name, speed, words) for name, speed in speeds.items()])
    met = [aim.row(speeds[aim.reader]) for aim in AIMS if aim.reader in speeds]
    aims = table(("reader", "what", "aim", "measured", "reached"), met)
    return "\n\n".join([note, readers, *missing, aims]) + "\n"


def row_of(name: str, speed: Speed, words: int) -> tuple[str, ...]:
    versions = ", ".join(f"{library} {number}" for library, number in speed.versions.items())
    return (
        f"{NAMES[name]} ({versions})",
        f"{words / speed.reader:,.0f}",
        f"{speed.ratio:.3f}",
        f"{speed.tokenizer_first / speed.first:.3f}",
        *(f"{middle:.2f} / {most:.2f}" for middle, most in speed.lengths.values()),
        f"{speed.start:.2f} ({speed.start_clock:.2f})",
        f"{speed.memory:.0f}",
    )
