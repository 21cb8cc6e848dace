"""The filters of a selection as a bar a page can show, and the periods one can jump to."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.figures.domain.asking import Reading
from willet.figures.domain.periods import ALL, OWN, PRESETS
from willet.figures.domain.selection import FILTERS, MORE_FILTERS, WAS, Selection
from willet.figures.domain.words import named
from willet.lists.domain.labels import is_hidden
from willet.ui.components import Choice, DayField, FilterBar, Option

LABELS: Mapping[str, str | Promise] = {
    "queue": gettext_lazy("Queue"),
    "agent": gettext_lazy("Agent"),
    "team": gettext_lazy("Team"),
    "topic": gettext_lazy("Topic"),
    "channel": gettext_lazy("Channel"),
    "direction": gettext_lazy("Direction"),
    "language": gettext_lazy("Language"),
    "outcome": gettext_lazy("Outcome"),
    "source": gettext_lazy("Source"),
}
"""What a dimension is called on a page."""

_PERIODS: Mapping[str, str | Promise] = {
    "7d": gettext_lazy("7 days"),
    "28d": gettext_lazy("28 days"),
    "90d": gettext_lazy("90 days"),
    "month": gettext_lazy("This month"),
    "last-month": gettext_lazy("Last month"),
    "year": gettext_lazy("This year"),
    ALL: gettext_lazy("Everything"),
    OWN: gettext_lazy("Own dates"),
}


def filter_bar(reading: Reading, selection: Selection, *, keep: Mapping[str, str]) -> FilterBar:
    """The bar: a period, two days for one's own period, and a list per dimension that has a choice to offer."""
    first, last = reading.days or (None, None)
    own = selection.preset == OWN
    days = [
        DayField("from", _("From"), selection.period.first if own else None, first, last),
        DayField("to", _("To"), selection.period.last if own else None, first, last),
    ]
    stays = [(name, value) for name, value in keep.items() if value]
    return FilterBar(
        fields=[_period(selection), *days, *_choices(reading, selection, FILTERS)],
        more=list(_choices(reading, selection, MORE_FILTERS)),
        kept=[*stays, *_unseen(selection)],
        reset=f"?{urlencode(stays)}" if list(selection.pairs()) else "",
    )


def _unseen(selection: Selection) -> list[tuple[str, str]]:
    """What the bar has no field for: several values of one list, limits, and that own dates were shown."""
    cells = [(d, v) for d, vs in selection.cells.items() for v in vs if len(vs) > 1]
    limits = [(name, str(value)) for name, value in sorted(selection.limits.items())]
    return [*cells, *limits, *([(WAS, OWN)] if selection.preset == OWN else [])]


def _period(selection: Selection) -> Choice:
    names = [*PRESETS, ALL, *([OWN] if selection.preset == OWN else [])]
    options = [Option(name, str(_PERIODS[name])) for name in names]
    return Choice("period", _("Period"), options, selection.preset)


def _choices(reading: Reading, selection: Selection, names: Sequence[str]) -> Iterator[Choice]:
    offered = (_choice(reading, selection, name) for name in names)
    yield from (choice for choice in offered if choice is not None)


def _choice(reading: Reading, selection: Selection, name: str) -> Choice | None:
    chosen = selection.cells.get(name, ())
    known = [v for v in reading.choices.get(name, ()) if v in chosen or not is_hidden(name, v)]
    if len(chosen) > 1 or (len(known) < 2 and not chosen):
        return None
    # A name beyond the reader's sight is not repeated to them, not even from their own address.
    extra = [v for v in chosen if v not in known] if name != "agent" else []
    options = [Option("", _("All")), *(Option(v, named(name, v)) for v in (*known, *extra))]
    picked = chosen[0] if chosen and chosen[0] in (*known, *extra) else ""
    return Choice(name, str(LABELS[name]), options, picked)
