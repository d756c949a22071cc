"""The marker for hooks; the hooks stand in `plugins.hookspecs`, their types in `plugins.types`."""

import pluggy

PROJECT = "careboard"

hookimpl = pluggy.HookimplMarker(PROJECT)
