"""What part of the lake a page speaks of: a period and filters, read from the address and written back to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from willet.calls.domain.periods import ALL, DEFAULT, OWN, PRESETS, Period
from willet.core.records import DIMENSIONS

FILTERS = ("queue", "team", "topic", "channel")
"""The filters a page offers; a cell of a table may fix the other dimensions too."""
UNKNOWN = "~unknown"
"""In an address: the rows whose value the source does not know. No name in the field starts with a tilde."""
_MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Selection:
    """A period and, per dimension, the values that count; the address of a page in a form that can be asked."""

    period: Period
    preset: str = DEFAULT
    cells: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def where(self) -> str | None:
        """The filters in the grammar of a question; None when nothing is filtered."""
        return " and ".join(_predicate(d, v) for d, v in sorted(self.cells.items())) or None

    def narrowed(self, dimension: str, value: object) -> "Selection":
        """The same selection within one cell: a value of a dimension, or one day."""
        if dimension == "day":
            day = date.fromisoformat(str(value))
            return replace(self, period=Period(day, day), preset=OWN)
        text = UNKNOWN if value is None else str(value)
        return replace(self, cells={**self.cells, dimension: (text,)})

    def during(self, period: Period) -> "Selection":
        """The same filters over other days."""
        return replace(self, period=period, preset=OWN)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """The parameters of the address, in a fixed order, without what goes without saying."""
        if self.preset == OWN:
            yield from _dates(self.period)
        elif self.preset != DEFAULT:
            yield "period", self.preset
        for dimension in sorted(self.cells):
            for value in self.cells[dimension]:
                yield dimension, value

    def address(self, **more: str | None) -> str:
        """The query of an address that leads here, with further parameters, e.g. `?period=7d&queue=sales`."""
        given = [*self.pairs(), *((k, v) for k, v in more.items() if v)]
        return f"?{urlencode(given)}" if given else "?"


def read_selection(address: QueryDict, *, newest: date) -> Selection:
    """The selection an address names. What cannot be read is left out and told in `problems`."""
    period, preset, problems = _read_period(address, newest)
    return Selection(period, preset, dict(_read_cells(address)), tuple(problems))


def _read_period(address: QueryDict, newest: date) -> tuple[Period, str, list[str]]:
    first, wrong_first = _read_day(address.get("from", ""))
    last, wrong_last = _read_day(address.get("to", ""))
    problems = [p for p in (wrong_first, wrong_last) if p]
    if first and last and last < first:
        problems.append(
            _("The period ends (%(last)s) before it begins (%(first)s).")
            % {"first": first, "last": last}
        )
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
        return date.fromisoformat(text), None
    except ValueError:
        return None, _("“%(text)s” is not a date. Write it as 2026-01-31.") % {"text": text[:40]}


def _read_cells(address: QueryDict) -> Iterator[tuple[str, tuple[str, ...]]]:
    for dimension in DIMENSIONS:
        values = tuple(dict.fromkeys(v for v in address.getlist(dimension) if v))
        if values:
            yield dimension, values[:_MOST_VALUES]


def _predicate(dimension: str, values: Sequence[str]) -> str:
    known = [_quoted(v) for v in values if v != UNKNOWN]
    parts = [f"{dimension} in ({', '.join(known)})"] if known else []
    parts += [f"{dimension} is null"] if UNKNOWN in values else []
    return parts[0] if len(parts) == 1 else f"({' or '.join(parts)})"


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _dates(period: Period) -> Iterator[tuple[str, str]]:
    for name, day in (("from", period.first), ("to", period.last)):
        if day is not None:
            yield name, day.isoformat()
