"""The comparison drawn as a funnel: each name by its contacts, between the limits that chance alone sets."""

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.cases.comparing import Compared, Comparison, funnel_limits
from willet.dashboards.domain.comparison import Compare
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


def funnel_of(found: Compare) -> Funnel:
    """The names a reader may see; curves for the mix of work that everybody has."""
    rows = found.rows
    return Funnel(
        title=_("Share of handled contacts whose case was solved, by number of contacts"),
        clouds=[
            Cloud(str(name), _TONES[kind], [_point(row) for row in rows if _kind(row) == kind])
            for kind, name in CLOUDS.items()
        ],
        limits=_limits(found.whole, [row.n for row in rows]),
        middle=found.whole.overall or 0.0,
        x_label=_("Handled contacts"),
        y_label=_("Standardised share"),
        beside=_(
            "Up is better. The dotted line is the share of all together. The curves are drawn for the mix of work "
            "that everybody has; whether a name differs is judged by the limits of its own mix, which stand in the "
            "table with every figure of this drawing."
        ),
    )


def _kind(row: Compared) -> str | None:
    return row.stands_out if row.ranked else TOO_FEW


def _point(row: Compared) -> Point:
    lines = [
        row.name,
        _("Handled contacts: %(n)s") % {"n": formats.number(row.n)},
        _("Standardised share: %(share)s") % {"share": formats.percent(row.standardised)},
        _("Limits of its own mix (99.8 %%): %(limits)s")
        % {"limits": formats.interval(*row.wide_funnel, "share")},
        str(CLOUDS[_kind(row)]),
    ]
    return Point(row.name, row.n, round(row.standardised, 6), "\n".join(lines))


def _limits(whole: Comparison, sizes: Sequence[int]) -> list[Limits]:
    if not sizes or whole.overall is None:
        return []
    first, last = max(min(sizes), 1), max(*sizes, 2 * min(sizes), 2)
    # Limits bend most where contacts are few: the places lie closer there.
    places = np.geomspace(first, last, STEPS)
    names = ((0.998, _("Funnel (99.8 %)"), True), (0.95, _("Funnel (95 %)"), False))
    return [
        _curves(whole, places.tolist(), confidence, name, wide=wide)
        for confidence, name, wide in names
    ]


def _curves(
    whole: Comparison, places: Sequence[float], confidence: float, name: str, *, wide: bool
) -> Limits:
    ends = [funnel_limits(whole, n, confidence) for n in places]
    low, high = ([round(end[side], 6) for end in ends] for side in (0, 1))
    return Limits(name, [round(n, 2) for n in places], low, high, wide)
