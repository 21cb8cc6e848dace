"""Scales of survey questions in words: their two ends, and which of them is the good one where they say so."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from willet.ui import formats

YES_OR_NO: Final = "0-1"
_SCALE: Final = re.compile(r"(-?\d+)-(-?\d+)(?: (\w+))?")
_GOOD_END: Final[Mapping[str, Callable[[], str]]] = {
    "high_is_easy": lambda: _("higher is better"),
    "high_is_hard": lambda: _("lower is better"),
    "low_is_easy": lambda: _("lower is better"),
    "low_is_good": lambda: _("lower is better"),
}


def scale_words(kept: str | None) -> str:
    """A scale as its reader is told it; empty where none is known, and what is no scale as it is."""
    if kept == YES_OR_NO:
        return _("yes or no")
    scale = _SCALE.fullmatch(kept or "")
    if scale is None:
        return kept or ""
    low, high, direction = scale.groups()
    ends = {"low": formats.number(int(low)), "high": formats.number(int(high))}
    good = _GOOD_END.get(direction)
    return ", ".join([_("%(low)s to %(high)s") % ends, *([good()] if good else [])])
