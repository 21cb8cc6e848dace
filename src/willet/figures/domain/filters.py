"""The filters of a selection as a bar a page can show, and the periods one can jump to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.figures.domain.against import AGAINST
from willet.figures.domain.asking import Reading
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.periods import ALL, DEFAULT, OWN, PRESETS
from willet.figures.domain.selection import FILTERS, MORE_FILTERS, Selection
from willet.figures.domain.words import UNKNOWN, named
from willet.lists.domain.labels import is_hidden, known_labels
from willet.ui import formats
from willet.ui.components import Chip, Choice, DayField, FilterBar, Option, PageBar, Turn
from willet.ui.pieces import Pieces

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

_LISTS: Pieces[FilterBar | None] = Pieces()


def period_name(preset: str) -> str:
    """What a period that can be jumped to is called."""
    return str(_PERIODS[preset])


def filter_bar(
    reading: Reading,
    selection: Selection,
    *,
    keep: Mapping[str, str],
    more: Sequence[FilterBar | None] = (),
    compares: bool = False,
) -> PageBar:
    """The bar: a period, the filters that hold as chips, the lists to choose others from, and `more` of the page's own.

    Args:
        keep: What else of the address stays, whatever is chosen here.
        compares: Whether the page sets its figures against another period.
    """
    stays = [(name, value) for name, value in keep.items() if value]
    return PageBar(
        period=str(_PERIODS[selection.preset]),
        dates=_dates(reading, selection),
        presets=[_preset(selection, name, keep) for name in (*PRESETS, ALL)],
        days=_days(reading, selection, stays),
        chips=list(_chips(reading, selection, keep)),
        add=_lists(reading, selection, stays),
        against=[_against(selection, name, keep) for name in AGAINST] if compares else [],
        more=[bar for bar in more if bar is not None],
        reset=replace(selection, cells={}).address(**keep) if selection.cells else "",
    )


def _dates(reading: Reading, selection: Selection) -> str:
    known = reading.days or (None, None)
    first, last = selection.period.first or known[0], selection.period.last or known[1]
    return f"{formats.date(first)} – {formats.date(last)}"


def _preset(selection: Selection, name: str, keep: Mapping[str, str]) -> Turn:
    chosen = replace(selection, preset=name)
    return Turn(str(_PERIODS[name]), chosen.address(**keep), name == selection.preset)


def _against(selection: Selection, name: str, keep: Mapping[str, str]) -> Turn:
    chosen = replace(selection, against=name)
    return Turn(str(AGAINST[name]), chosen.address(**keep), name == selection.against)


def _days(reading: Reading, selection: Selection, stays: Sequence[tuple[str, str]]) -> FilterBar:
    first, last = reading.days or (None, None)
    shown = selection.period.within(first, last) if first and last else selection.period
    fields = [
        DayField("from", _("From"), shown.first, first, last),
        DayField("to", _("To"), shown.last, first, last),
    ]
    rest = replace(selection, preset=DEFAULT).pairs()
    return FilterBar(fields, kept=[*rest, *stays])


def _chips(reading: Reading, selection: Selection, keep: Mapping[str, str]) -> Iterator[Chip]:
    for name in (*FILTERS, *MORE_FILTERS):
        for value in selection.cells.get(name, ()):
            # A name beyond the reader's sight is not repeated to them, not even from their own address.
            known = name != "agent" or value == UNKNOWN or value in reading.choices[name]
            words = named(name, value) if known else _("a name that is not open to you")
            label = _("%(filter)s: %(value)s") % {"filter": LABELS[name], "value": words}
            yield Chip(label, selection.without(name, value).address(**keep))


def _lists(
    reading: Reading, selection: Selection, stays: Sequence[tuple[str, str]]
) -> FilterBar | None:
    """The lists to choose filters from, with every name a reader may see: those of before where none is another."""
    return _LISTS.drawn(
        selection.address(),
        (reading.choices, selection, stays, known_labels()),
        lambda: _new_lists(reading, selection, stays),
    )


def _new_lists(
    reading: Reading, selection: Selection, stays: Sequence[tuple[str, str]]
) -> FilterBar | None:
    choices = list(_choices(reading, selection, (*FILTERS, *MORE_FILTERS)))
    kept = [pair for pair in selection.pairs() if pair[0] not in {c.name for c in choices}]
    bar = FilterBar(choices, kept=[*kept, *stays], label=_("Add a filter"))
    return bar if choices else None


def _choices(reading: Reading, selection: Selection, names: Sequence[str]) -> Iterator[Choice]:
    offered = (_choice(reading, selection, name) for name in names)
    yield from (choice for choice in offered if choice is not None)


def offered(reading: Reading, name: str, chosen: Collection[str] = ()) -> list[str]:
    """The values a menu offers of one dimension: those left out of menus only where they are chosen already."""
    return [v for v in reading.choices.get(name, ()) if v in chosen or not is_hidden(name, v)]


def _choice(reading: Reading, selection: Selection, name: str) -> Choice | None:
    chosen = selection.cells.get(name, ())
    known = offered(reading, name, chosen)
    if len(chosen) > 1 or (len(known) < 2 and not chosen):
        return None
    # A name beyond the reader's sight is not repeated to them, not even from their own address.
    extra = [v for v in chosen if v not in known] if name != "agent" else []
    options = [Option("", _("All")), *(Option(v, named(name, v)) for v in (*known, *extra))]
    picked = chosen[0] if chosen and chosen[0] in (*known, *extra) else ""
    return Choice(name, str(LABELS[name]), options, picked)
