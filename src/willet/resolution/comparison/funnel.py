"""The comparison drawn as a funnel: each name by its contacts, between the limits that chance alone sets."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.cases.comparing import FAR, USUAL, Compared, Comparison, limit_at
from willet.figures.domain.words import value_words
from willet.resolution.comparison.query import Compare
from willet.ui import formats
from willet.ui.components import Cloud, Funnel, Limits, Point

STEPS = 60
TOO_FEW = "too_few"
CLOUDS: Mapping[str | None, str | Promise] = {
    None: gettext_lazy("within chance"),
    "above": gettext_lazy("above what chance explains"),
    "below": gettext_lazy("below what chance explains"),
    TOO_FEW: gettext_lazy("too few contacts to rank"),
}

_TONES: Mapping[str | None, Literal["", "good", "bad", "quiet"]] = {
    None: "",
    "above": "good",
    "below": "bad",
    TOO_FEW: "quiet",
}


def funnel_of(compare: Compare) -> Funnel | None:
    """The names a reader may see and that can be compared, between the limits they are judged by; else None."""
    rows = [row for row in compare.rows if row.unranked != "alone"]
    if not rows or compare.whole.overall is None:
        return None
    return Funnel(
        title=_("What was solved beyond what anybody would have solved of the same work"),
        clouds=[
            Cloud(str(name), _TONES[kind], [_point(row) for row in rows if _kind(row) == kind])
            for kind, name in CLOUDS.items()
        ],
        limits=_limits(compare.whole, [row.worth for row in rows]),
        middle=0.0,
        x_label=_("How many independent contacts of the common mix they are worth"),
        y_label=_("Difference from expected, in percentage points"),
        unit="points",
        beside=_(
            "Up is better. The dotted line is what was expected. The curves are the limits by which names are judged: "
            "whoever lies outside the solid ones differs by more than chance explains. The table holds every figure "
            "of this drawing."
        ),
    )


def _kind(row: Compared) -> str | None:
    return row.stands_out if row.ranked else TOO_FEW


def _point(row: Compared) -> Point:
    # Teams have no words of their own: they are shown as they are called.
    name = value_words("agent", row.name)
    lines = [
        name,
        _("Handled contacts: %(n)s") % {"n": formats.number(row.n)},
        _("Difference from expected: %(difference)s")
        % {"difference": formats.points(row.difference)},
        _("Limits (99.8%%): %(limits)s") % {"limits": plus_minus(row.limit(FAR))},
        str(CLOUDS[_kind(row)]),
    ]
    return Point(name, row.worth, row.difference, "\n".join(lines))


def plus_minus(limit: float) -> str:
    """How far to either side, in percentage points."""
    return "±" + formats.points(limit).removeprefix("+")


def _limits(whole: Comparison, sizes: Sequence[float]) -> list[Limits]:
    first, last = min(sizes), max(*sizes, 2 * min(sizes))
    # Limits bend most where contacts are few: the places lie closer there. Each name has its own place too, so
    # that no straight piece between two places passes on the wrong side of a point.
    places = np.unique(np.concatenate([np.geomspace(first, last, STEPS), sizes])).tolist()
    names = ((FAR, _("Limits (99.8%)"), True), (USUAL, _("Limits (95%)"), False))
    return [
        _curves(whole.overall or 0.0, places, confidence, name, wide=wide)
        for confidence, name, wide in names
    ]


def _curves(
    overall: float, places: Sequence[float], confidence: float, name: str, *, wide: bool
) -> Limits:
    high = [limit_at(overall, n, confidence) for n in places]
    return Limits(name, list(places), [-end for end in high], high, wide)
