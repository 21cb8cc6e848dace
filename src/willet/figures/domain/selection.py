"""What part of the lake a page speaks of: a period and filters, read from the address and written back to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from willet.core.metrics import OF_CONTACTS, Condition, among, both
from willet.core.metrics.refusals import ENDS_FIRST
from willet.core.records import DIMENSIONS
from willet.figures.domain.against import AGAINST, PREVIOUS
from willet.figures.domain.limits import read_limits
from willet.figures.domain.periods import ALL, DEFAULT, OWN, PRESETS, Period
from willet.figures.domain.words import UNKNOWN
from willet.ui.fields.days import is_near
from willet.ui.messages import translate

FILTERS = ("queue", "team", "topic", "channel")
"""The filters that every page offers at first sight."""
MORE_FILTERS = ("agent", "language", "outcome", "source", "direction", "disposition", "tag")
"""Those that it offers folded up. Together they are all dimensions and codes, on every page alike."""
EVERY_FILTER = (*DIMENSIONS, *OF_CONTACTS)
_MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """A period and, per dimension, the values that count; the address of a page in a form that can be asked.

    It says what is asked for, and knows no reader: what of it may be seen, a `Reading` decides.
    """

    period: Period
    preset: str = DEFAULT
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    limits: Mapping[str, int] = field(default_factory=dict)
    """Limits in seconds that the reader set otherwise than usual; what is counted, not what is left out."""
    against: str = PREVIOUS
    """What the period is compared with."""

    @property
    def where(self) -> Condition | None:
        """The filters as a question takes them; None when nothing is filtered."""
        return both(*(_among(d, v) for d, v in sorted(self.cells.items())))

    def narrowed(self, dimension: str, value: object) -> "Selection":
        """The same selection within one cell: a value of a dimension, or one day."""
        if dimension == "day":
            day = date.fromisoformat(str(value))
            return replace(self, period=Period(day, day), preset=OWN)
        text = UNKNOWN if value is None else str(value)
        return replace(self, cells={**self.cells, dimension: (text,)})

    def without(self, dimension: str, value: str) -> "Selection":
        """The same selection without one value of one filter."""
        left = {
            d: tuple(v for v in vs if (d, v) != (dimension, value)) for d, vs in self.cells.items()
        }
        return replace(self, cells={d: values for d, values in left.items() if values})

    def during(self, period: Period) -> "Selection":
        """The same filters over other days."""
        return replace(self, period=period, preset=OWN)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address, in a fixed order, without what goes without saying."""
        if self.preset == OWN:
            yield from _dates(self.period)
        elif self.preset != DEFAULT:
            yield "period", self.preset
        if self.against != PREVIOUS:
            yield "against", self.against
        for dimension in sorted(self.cells):
            for value in self.cells[dimension]:
                yield dimension, value
        for name in sorted(self.limits):
            yield name, str(self.limits[name])

    def address(self, **more: str | None) -> str:
        """The query of an address that leads here, with further parameters, e.g. `?period=7d&queue=sales`."""
        given = [*self.pairs(), *((k, v) for k, v in more.items() if v)]
        return f"?{urlencode(given)}" if given else "?"


def read_selection(address: QueryDict, *, newest: date) -> Selection:
    """The selection an address names. What cannot be read is left out and told in `problems`."""
    period, preset, problems = _read_period(address, newest)
    limits, wrong = read_limits(address)
    cells, against = dict(_read_cells(address)), _read_against(address, problems)
    return Selection(period, preset, cells, (*problems, *wrong), limits=limits, against=against)


def _read_against(address: QueryDict, problems: list[str]) -> str:
    name = address.get("against") or PREVIOUS
    if name in AGAINST:
        return name
    known = ", ".join(AGAINST)
    sentence = _("“%(name)s” is nothing to compare with; write one of %(known)s.")
    problems.append(sentence % {"name": name[:40], "known": known})
    return PREVIOUS


def _read_period(address: QueryDict, newest: date) -> tuple[Period, str, list[str]]:
    first, wrong_first = _read_day(address.get("from", ""))
    last, wrong_last = _read_day(address.get("to", ""))
    problems = [p for p in (wrong_first, wrong_last) if p]
    if first and last and last < first:
        problems.append(translate(ENDS_FIRST(first=f"{first}", last=f"{last}")))
    elif (first or last) and not problems:
        return Period(first, last or newest), OWN, []
    name = address.get("period", DEFAULT)
    if name == ALL:
        return Period(None, None), ALL, problems
    if name not in PRESETS:
        problems.append(_("There is no period named “%(name)s”.") % {"name": name[:40]})
        name = DEFAULT
    return PRESETS[name](newest), name, problems


def _read_day(text: str) -> tuple[date | None, str | None]:
    if not text:
        return None, None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, _("“%(text)s” is not a date. Write it as 2026-01-31.") % {"text": text[:40]}
    if not is_near(day):
        return None, _("No call is known of %(day)s. Choose a day within living memory.") % {
            "day": day
        }
    return day, None


def _read_cells(address: QueryDict) -> Iterator[tuple[str, tuple[str, ...]]]:
    for dimension in EVERY_FILTER:
        values = tuple(dict.fromkeys(v for v in address.getlist(dimension) if v))
        if values:
            yield dimension, values[:_MOST_VALUES]


def _among(dimension: str, values: Sequence[str]) -> Condition:
    return among(dimension, [None if value == UNKNOWN else value for value in values])


def _dates(period: Period) -> Iterator[tuple[str, str]]:
    for name, day in (("from", period.first), ("to", period.last)):
        if day is not None:
            yield name, day.isoformat()
