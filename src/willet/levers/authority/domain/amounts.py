"""Shares of a base: whole numbers of the smallest unit, never a float."""

from decimal import Decimal

from willet.levers.authority.models.limits import WHOLE_BP
from willet.ui import formats


def share_of(base_minor: int, share_bp: int) -> int:
    """A share of a base in the smallest unit, half a unit rounded up.

    >>> share_of(9_995, 1_050)
    1049
    """
    return (base_minor * share_bp * 2 + WHOLE_BP) // (2 * WHOLE_BP)


def share_words(share_bp: int | None) -> str:
    """A share in hundredths of a percent as the reader's language writes it; empty if unknown."""
    if share_bp is None:
        return ""
    return formats.percent(float(Decimal(share_bp) / WHOLE_BP), 2 if share_bp % 100 else 0)
