"""What a goal speaks of: its selection of the lake, its filters as one text, and both in words."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Protocol

from django.utils.translation import gettext as _

from willet.core.metrics import parameters
from willet.figures.domain.dimensions import narrowed_to
from willet.figures.domain.limits import limits_of
from willet.figures.domain.periods import OWN, Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.targets import targets

BY = ("queue", "team", "topic", "channel", "agent")
"""What a goal can be narrowed by."""


class Scoped(Protocol):
    """What speaks of a metric over some filters."""

    metric: str
    params: dict[str, int]
    filters: dict[str, str]


def selection_of(thing: Scoped, first: date, last: date) -> Selection:
    """Its selection over some days."""
    cells = {name: (value,) for name, value in thing.filters.items()}
    return Selection(Period(first, last), OWN, cells, limits=thing.params)


def scope_of(filters: Mapping[str, str]) -> str:
    """The filters as one text: the same filters give the same."""
    return json.dumps(dict(sorted(filters.items())), ensure_ascii=False, separators=(",", ":"))


def limits_now(metric: str) -> dict[str, int]:
    """The limits in seconds that a metric counts by at this centre."""
    own = targets()
    return {name: own.get(name, int(parameters()[name].default)) for name in limits_of([metric])}


def whose(thing: Scoped) -> str:
    """For whom or what it is, in words."""
    kept = {name: thing.filters[name] for name in BY if name in thing.filters}
    return narrowed_to(kept) or _("the whole centre")
