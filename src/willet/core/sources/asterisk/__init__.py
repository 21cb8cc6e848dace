"""Asterisk's queue_log, in its file form and in its database-table form."""

from willet.core.sources.asterisk.source import SOURCE

__all__ = ["SOURCE"]
