"""One line as it is read: without signs that nobody sees and that turn, hide or break what stands beside them."""

from typing import Final
from unicodedata import category

UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's kinds of what is not drawn: controls, formats (bidirectional overrides among them), halves, separators."""
JOINERS: Final = "\u200c\u200d"
"""Drawn themselves they are nothing, yet scripts and pictures of several signs are spelt with them."""


def seen_line(text: str) -> str:
    """The line with its blanks drawn together; empty where nothing of it is seen.

    >>> seen_line("a\\tb \\u202egnp.exe"), seen_line("\\u200b\\u200d")
    ('a b gnp.exe', '')
    """
    kept = (sign for sign in text if sign.isspace() or sign in JOINERS or _is_seen(sign))
    line = " ".join("".join(kept).split())
    return line if line.strip(JOINERS + " ") else ""


def _is_seen(sign: str) -> bool:
    return category(sign) not in UNSEEN
