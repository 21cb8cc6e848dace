"""Addresses of the calls behind a figure."""

from django.urls import reverse

from willet.calls.domain.selection import Selection

PARTS = ("denominator", "numerator", "rest")
"""What a figure counts: all it is about, those that count for it, and the others."""


def calls_behind(metric: str, selection: Selection, *, part: str | None = None) -> str:
    """The list of calls behind one figure over a selection."""
    return reverse("calls:list") + selection.address(metric=metric, part=part)
