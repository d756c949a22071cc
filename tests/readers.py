"""Stand-ins for the reader of posts, for tests of what happens around a screening."""

from collections.abc import Callable, Iterable, Iterator

from forum.screening import Level, Screening, ScreeningError


class FakeReader:
    """Answers with a level that the test chooses, or with what it puts into `answers` by body; fails while
    `fault` is set, and keeps the texts that it has read."""

    def __init__(self) -> None:
        self.level = Level.NONE
        self.answers: dict[str, Screening] = {}
        self.fault: Exception | None = None
        self.while_reading: Callable[[], object] = lambda: None
        self.read: list[str] = []

    def screen(self, title: str = "", body: str = "") -> Screening:
        self.read.append(body)
        meanwhile, self.while_reading = self.while_reading, lambda: None
        meanwhile()
        if self.fault is not None:
            raise self.fault
        if body in self.answers:
            return self.answers[body]
        # A text may name its level, so that one reader serves posts of several levels.
        named = [level for level in Level if body.startswith(level.word)]
        return Screening(named[0] if named else self.level, (), "fake")

    def pipe(self, posts: Iterable[tuple[str, str]], processes: int = 1) -> Iterator[Screening]:
        for title, body in posts:
            yield self.screen(title, body)

    def is_away(self) -> None:
        self.is_down = True

    @property
    def is_down(self) -> bool:
        return self.fault is not None

    @is_down.setter
    def is_down(self, value: bool) -> None:
        self.fault = ScreeningError("checker", "died") if value else None
