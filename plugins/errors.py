"""What can go wrong with a plugin, as one small tree; each stops start-up.

PluginError            a plugin cannot be loaded, or answers a hook wrongly; names the plugin
└── PluginDataError    a file of a plugin cannot be used; names file, line (where known) and reason
"""

from pathlib import Path


class PluginError(Exception):
    """A plugin cannot be loaded, or one of its answers is not of the type that the hook asks for."""


class PluginDataError(PluginError):
    """A data file of a plugin cannot be used. Raised at start-up, so that broken text never goes live."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {reason}")
