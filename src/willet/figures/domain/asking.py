"""Asking the lake from a page: one state of it for the whole page, opened once per process and state."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
from django.conf import settings

from willet.core.ask import MEMORY
from willet.core.ask.relinking import show
from willet.core.cases import rules_of
from willet.core.cases.span import seen_days
from willet.core.lake import Lake, Snapshot
from willet.core.metrics import Answer, Behind, Question, behind
from willet.core.metrics.behind import Part
from willet.core.records import NAMES
from willet.core.sources.clock import zone_named
from willet.figures.domain.limits import limits_of
from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.selection import FILTERS, Selection

ANY_CASE = "fcr_case"
"""A metric of cases; the rules of linking are the same for all of them."""


class Reading:
    """One state of the lake, as one page sees it: every figure on the page is of the same moment."""

    def __init__(self, lake: Lake, snapshot: Snapshot, rules: LinkRules = USUAL) -> None:
        self.lake, self.snapshot, self.rules = lake, snapshot, rules

    def under(self, rules: LinkRules) -> "Reading":
        """The same state of the lake, its contacts linked by these rules."""
        return self if rules == self.rules else Reading(self.lake, self.snapshot, rules)

    def ask(
        self,
        metrics: Sequence[str],
        *,
        selection: Selection,
        by: Sequence[str] = (),
        params: Mapping[str, Any] | None = None,
        profile: str = "willet",
    ) -> Answer:
        """The answer to one question over a selection."""
        asked = question(metrics, selection=selection, by=by, params=params, profile=profile)
        return MEMORY.ask(self.snapshot, asked)

    def behind(self, metric: str, *, selection: Selection, part: Part) -> Behind:
        """The rows behind one figure over a selection.

        Raises:
            UnknownNameError: there is no such metric, or no such part of a figure.
        """
        asked = question([metric], selection=selection, params=self.rules.params)
        return behind(asked, metric, part=part, silence=self.snapshot.manifest.silence)

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of one statement over the lake's tables.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with self.connected() as con:
            return con.execute(sql, dict(params or {})).fetchall()

    @contextmanager
    def connected(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection to the lake's tables, the contacts linked by the rules of this reading.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with self.snapshot.reading() as con:
            if self.rules.params:
                asked = Question.of(ANY_CASE, params=self.rules.params)
                show(self.snapshot, con, rules_of(asked))
            yield con

    def count_behind(self, found: Behind) -> int:
        """How many rows stand behind a figure; visits and cases are not calls, so this may differ from the list."""
        return int(self.rows(found.count_sql, found.parameters)[0][0])

    def agent_shown(self, spelt: str) -> str:
        """The name under which the lake shows an agent; the spelling itself where that stands for nobody else.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        if not self.snapshot.manifest.of(NAMES.name):
            return spelt
        sql = "select distinct name from names where kind = 'agent' and spelt = $spelt"
        found = self.rows(sql, {"spelt": spelt})
        return str(found[0][0]) if len(found) == 1 else spelt

    @property
    def zone(self) -> ZoneInfo:
        """The centre's zone, in which times are shown."""
        return zone_named(self.lake.zone or "UTC")

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first and the newest day of the lake's period, stray days left out; None where it is empty.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with Reading(self.lake, self.snapshot).connected() as con:
            return seen_days(con)

    @cached_property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The values a reader can filter by, per dimension, in the order of the alphabet."""
        lists = ", ".join(
            f"list_sort(list(distinct {name}) filter ({name} is not null))" for name in FILTERS
        )
        (found,) = self.rows(f"select {lists} from contacts")
        return {n: tuple(v or ()) for n, v in zip(FILTERS, found, strict=True)}


def question(
    metrics: Sequence[str],
    *,
    selection: Selection,
    by: Sequence[str] = (),
    params: Mapping[str, Any] | None = None,
    profile: str = "willet",
) -> Question:
    """The question a page asks over a selection, by the limits set there that these metrics know."""
    used = limits_of(metrics) if selection.limits else ()
    limits = {name: selection.limits[name] for name in used if name in selection.limits}
    return Question.of(
        metrics,
        by=by,
        first=selection.period.first,
        last=selection.period.last,
        where=selection.where,
        params={**limits, **(params or {})},
        profile=profile,
    )


def lake_path() -> Path:
    """Where this installation's lake is."""
    return Path(settings.WILLET_HOME) / "lake"


def read_lake() -> Reading | None:
    """The lake as it is now; None as long as there is nothing in it.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    path = lake_path()
    if not (path / "HEAD").exists():
        return None
    held = _held.get(path)
    if held is None or held.lake.snapshot().number != held.snapshot.number:
        # A fresh lake, for an import may have told it its zone.
        lake = Lake.at(path)
        held = _held[path] = Reading(lake, lake.snapshot())
    return held if held.days else None


_held: dict[Path, Reading] = {}
"""The newest reading of this process: its engine and its answers are used again by the next page."""
