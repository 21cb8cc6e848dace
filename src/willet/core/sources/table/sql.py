"""Texts of a mapping as literals of SQL."""

from collections.abc import Iterable


def quoted(text: str) -> str:
    """A text as an SQL literal.

    >>> quoted("O'Hara")
    "'O''Hara'"
    """
    return "'" + text.replace("'", "''") + "'"


def listed(texts: Iterable[str]) -> str:
    """Texts as the list behind an IN."""
    return ", ".join(quoted(text) for text in texts)
