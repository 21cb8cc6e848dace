"""Dispositions in the reader's language: the table, its file, and where each number leads."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.cases.dispositions import BY, By, DispositionCount, Part
from willet.desk.analysis.query import (
    BY_FIELD,
    PART_FIELD,
    VALUE_FIELD,
    Dispositions,
)
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.planted import planted_agents, planted_shares
from willet.figures.domain.words import UNKNOWN, named, value_words
from willet.resolution.evidence.tables import share_interval
from willet.ui import formats
from willet.ui.components import Cell, Choice, Column, Empty, FilterBar, Option, Row, Table

TITLES: Mapping[By, str | Promise] = {
    "code": gettext_lazy("Disposition"),
    "tag": gettext_lazy("Tag"),
    "agent": gettext_lazy("Agent"),
    "queue": gettext_lazy("Queue"),
    "topic": gettext_lazy("Topic"),
    "week": gettext_lazy("Week from"),
}
PlantedAgents: TypeAlias = Mapping[str, Mapping[str, int]]
_DIMENSION: Mapping[By, str] = {
    "code": "disposition",
    "tag": "tag",
    "agent": "agent",
    "queue": "queue",
    "topic": "topic",
}


def by_bar(dispositions: Dispositions) -> FilterBar:
    """What the table is split by; all else that was chosen stays."""
    options = [Option(by, str(TITLES[by])) for by in BY]
    split = Choice(BY_FIELD, _("Split by"), options, dispositions.chosen.by)
    return FilterBar([split], label=_("Split by"), kept=list(dispositions.selection.pairs()))


def value_of(by: By, value: str | None) -> str:
    """A code, tag, agent or whatever in words."""
    if value is None:
        return named(_DIMENSION.get(by, ""), None)
    dimension = _DIMENSION.get(by)
    return value_words(dimension, value) if dimension else value


def disposition_table(dispositions: Dispositions, exports: Sequence[tuple[str, str]] = ()) -> Table:
    """Each code, tag or whatever, with how it went, and a way from each number to the calls."""
    total = sum(row.contacts for row in dispositions.rows)
    planted = planted_agents() if dispositions.chosen.by == "agent" else {}
    truth = [Column("truth", _("In truth"), "end")] if planted else []
    return Table(
        caption=_("What agents said, and what happened afterwards"),
        columns=[
            Column("value", str(TITLES[dispositions.chosen.by])),
            Column("contacts", _("Contacts"), "end"),
            Column("solved", _("Case solved"), "end"),
            Column("came_back", _("Called solved, came back"), "end"),
            Column("agreed", _("Word held"), "end"),
            *truth,
        ],
        rows=[_row(row, dispositions, total, planted) for row in dispositions.rows],
        exports=exports,
        empty=Empty(
            _("Nothing was said of any call here"),
            _("Agents say at the desk how a call ended, or the call records bring it."),
        ),
    )


def _row(row: DispositionCount, of: Dispositions, total: int, planted: PlantedAgents) -> Row:
    name = Cell(value_of(of.chosen.by, row.value))
    if of.is_closed(row):
        closed = range(4 + bool(planted))
        return Row([name, *(Cell("", reason=_("too few people")) for _column in closed)])
    share = formats.percent(row.contacts / total)
    return Row(
        [
            name,
            Cell(formats.number(row.contacts), sub=share, href=_way(of, row, "all")),
            _share(row.solved, row.judged, _("no verdict yet"), _way(of, row, "unsolved")),
            _share(row.came_back, row.sure, _unsure(row), _way(of, row, "came_back")),
            _share(row.agreed, row.weighed, _("not known yet"), _way(of, row, "against")),
            *([_truth(planted.get(row.value or "", {}))] if planted else []),
        ]
    )


def _truth(agent: Mapping[str, int]) -> Cell:
    """What an invented agent solved, and what they call solved: the honest and the flattering, over all days."""
    if not (agent.get("handled") and agent.get("says_anything")):
        return Cell("", reason=_("not known"))
    solved = {"share": formats.percent(agent["solved"] / agent["handled"])}
    called = {"share": formats.percent(agent["says_solved"] / agent["says_anything"])}
    return Cell(_("%(share)s solved") % solved, sub=_("%(share)s called solved") % called)


def planted_words() -> str:
    """How often agents of an invented centre say what is so, in a sentence; empty where nobody knows."""
    shares = planted_shares("disposition_sensitivity", "disposition_specificity")
    if not shares:
        return ""
    words = {
        "yes": shares["disposition_sensitivity"],
        "no": shares["disposition_specificity"],
    }
    return (
        _(
            "agents call %(yes)s of what they solved solved, and %(no)s of what they did not solve not solved"
        )
        % words
    )


def _unsure(row: DispositionCount) -> str:
    """Why nothing is said of those called solved: there are none, or nobody could be seen coming back yet."""
    return _("not known yet") if row.called else _("none called solved")


def _share(hits: int, n: int, reason: str, href: str = "") -> Cell:
    if not n:
        return Cell("", reason=reason)
    interval = formats.interval(*share_interval(hits, n), "share")
    words = _("%(interval)s · %(hits)s of %(n)s")
    counts = {"interval": interval, "hits": formats.number(hits), "n": formats.number(n)}
    return Cell(formats.percent(hits / n), sub=words % counts, href=href)


def _way(of: Dispositions, row: DispositionCount, part: Part) -> str:
    value = UNKNOWN if row.value is None else row.value
    pairs = [*of.selection.pairs(), (BY_FIELD, of.chosen.by), (VALUE_FIELD, value)]
    return f"{reverse('desk:behind')}?{urlencode([*pairs, (PART_FIELD, part)])}"


def part_words(dispositions: Dispositions) -> str:
    """Which calls stand behind a figure, in a sentence."""
    chosen = dispositions.chosen
    name = value_of(chosen.by, chosen.value)
    words: Mapping[Part, str] = {
        "all": _("%(name)s: all calls"),
        "unsolved": _("%(name)s: the case is not solved"),
        "came_back": _("%(name)s: called solved, and the customer came back"),
        "against": _("%(name)s: what happened afterwards says otherwise"),
    }
    return words[chosen.part] % {"name": name}


_COUNTS: Mapping[str, str | Promise] = {
    "contacts": gettext_lazy("Contacts"),
    "judged": gettext_lazy("With a verdict on the case"),
    "solved": gettext_lazy("Case solved"),
    "sure": gettext_lazy("Called solved, and seen afterwards"),
    "came_back": gettext_lazy("Called solved, came back"),
    "weighed": gettext_lazy("Word and afterwards known"),
    "agreed": gettext_lazy("Word held"),
}


def disposition_sheet(dispositions: Dispositions) -> Sheet:
    """The table as a file; counts of contacts."""
    by = dispositions.chosen.by
    counts = (SheetField(name, ColumnKind.COUNT, words) for name, words in _COUNTS.items())
    fields = [SheetField(by, words=TITLES[by], in_words=lambda value: value_of(by, value)), *counts]
    rows = [
        [row.value, *(getattr(row, name) for name in _COUNTS)]
        for row in dispositions.rows
        if not dispositions.is_closed(row)
    ]
    return Sheet("dispositions", fields, rows, _("What agents said, and what happened afterwards"))
