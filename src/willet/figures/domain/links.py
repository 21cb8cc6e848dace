"""Addresses of the calls behind a figure."""

from functools import cache

from django.urls import reverse

from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.selection import Selection

PARTS = ("denominator", "numerator", "rest")
"""What a figure counts: all it is about, those that count for it, and the others."""


def calls_behind(
    metric: str, selection: Selection, *, part: str | None = None, rules: LinkRules = USUAL
) -> str:
    """The list of calls behind one figure over a selection, linked by these rules."""
    return _list_address() + selection.address(metric=metric, part=part, **rules.pairs)


@cache
def _list_address() -> str:
    # A board links hundreds of figures; working the address out for each took a third of its time.
    return reverse("calls:list")
