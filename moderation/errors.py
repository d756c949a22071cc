"""What can go wrong in moderation, as one small tree.

ModerationError
├── RuleError          a rule file cannot be used; names file, line and reason
└── ScreeningError     a stage failed on a text; names the stage, never the text
"""

from pathlib import Path


class ModerationError(Exception):
    """Base of all errors raised by this package."""


class RuleError(ModerationError):
    """A rule file cannot be used. Raised at start-up, so that a broken rule never goes live."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {reason}")


class ScreeningError(ModerationError):
    """A stage failed on one text. The message names the stage and the kind of fault.

    The text itself never enters the message: posts are health data and messages end in logs.
    """

    def __init__(self, stage: str, kind: str) -> None:
        self.stage = stage
        self.kind = kind
        super().__init__(f"stage {stage} failed with {kind}")

    def __reduce__(self) -> tuple[type["ScreeningError"], tuple[str, str]]:
        return ScreeningError, (self.stage, self.kind)  # it comes back from other processes
