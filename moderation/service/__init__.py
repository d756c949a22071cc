"""The reader over HTTP, for boards that are not ours: ``python -m moderation serve``. See docs/service.md.

The only part of `moderation` that knows the web; nothing else in the package imports it.
"""
