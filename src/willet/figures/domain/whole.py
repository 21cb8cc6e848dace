"""The whole lake: every row of one state of it, whoever may see it.

Pages reach it by `Reading.whole`, for figures that name no agent and for rows of which they hide what is closed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from duckdb import DuckDBPyConnection

from willet.core.ask.answering import days_seen
from willet.core.ask.relinking import show
from willet.core.cases import rules_of
from willet.core.cases.beginnings import Beginnings, beginnings
from willet.core.lake import Lake, Snapshot
from willet.core.metrics import Question
from willet.core.metrics.grains import TAG
from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.selection import FILTERS, MORE_FILTERS

_NEWEST = "SELECT max(arrived_at) FROM contacts WHERE local_date <= $day"
ANY_CASE = "fcr_case"
"""A metric of cases; the rules of linking are the same for all of them."""


_TAGS = """
SELECT tag FROM (SELECT unnest(tags) AS tag FROM contacts) GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 100
"""
"""Agents type tags: of those that are many, a list shows the most frequent."""


@dataclass(frozen=True)
class Whole:
    """Every row of one state of the lake, the contacts linked by some rules."""

    snapshot: Snapshot
    rules: LinkRules = USUAL

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """The rows of one statement over the lake's tables.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with self.connected() as con:
            return con.execute(sql, dict(params or {})).fetchall()

    @contextmanager
    def connected(self) -> Iterator[DuckDBPyConnection]:
        """A connection to the lake's tables.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with self.snapshot.reading() as con:
            if self.rules.params:
                asked = Question.of(ANY_CASE, params=self.rules.params)
                show(self.snapshot, con, rules_of(asked))
            yield con


class LakeState:
    """One state of the lake, held by the process, and what is known of it whoever asks: its days and its names."""

    def __init__(self, lake: Lake, snapshot: Snapshot) -> None:
        self.lake, self.snapshot = lake, snapshot

    @cached_property
    def days(self) -> tuple[date, date] | None:
        """The first and the newest day of the lake's period, stray days left out; None where it is empty.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return days_seen(self.snapshot)

    @cached_property
    def newest_at(self) -> datetime | None:
        """When the newest contact came, stray days left out, UTC; None in an empty lake.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        if self.days is None:
            return None
        ((newest,),) = Whole(self.snapshot).rows(_NEWEST, {"day": self.days[1]})
        return newest.replace(tzinfo=UTC) if newest else None

    @cached_property
    def beginnings(self) -> Beginnings:
        """The day each kind of evidence begins, where it is not there from the first day on.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        with Whole(self.snapshot).connected() as con:
            return beginnings(con, self.days) if self.days else {}

    @cached_property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The values a reader can filter by, per dimension, in the order of the alphabet; no agent is among them."""
        names = [name for name in (*FILTERS, *MORE_FILTERS) if name not in {"agent", TAG}]
        lists = ", ".join(
            f"list_sort(list(distinct {name}) filter ({name} is not null))" for name in names
        )
        (row,) = Whole(self.snapshot).rows(f"select {lists} from contacts")
        tags = Whole(self.snapshot).rows(_TAGS)
        known = {n: tuple(v or ()) for n, v in zip(names, row, strict=True)}
        return {**known, TAG: tuple(sorted(tag for (tag,) in tags))}

    @cached_property
    def agents(self) -> tuple[tuple[str, str | None], ...]:
        """Every agent with every team of theirs, by the alphabet; a `Reading` shows whom its reader may see."""
        sql = "select distinct agent, team from contacts where agent is not null order by all"
        return tuple(Whole(self.snapshot).rows(sql))

    def agent_shown(self, spelt: str) -> str:
        """The name under which the lake shows an agent; the spelling itself where that stands for nobody else.

        Who is registered as SIP/31 is shown as PJSIP/31 where both are one.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self.snapshot.shown_name("agent", spelt) if spelt else spelt


def lake_path() -> Path:
    """Where this installation's lake is."""
    return Path(settings.WILLET_HOME) / "lake"


def held_state() -> LakeState | None:
    """The lake as it is now; None as long as there is nothing in it.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    # Where the folder is a link, what is held is of the lake that it leads to now.
    path = lake_path().resolve()
    if not (path / "HEAD").exists():
        return None
    held = _held.get(path)
    if held is None or held.lake.snapshot() is not held.snapshot:
        # A fresh lake, for an import may have given it its zone.
        lake = Lake.at(path)
        held = _held[path] = LakeState(lake, lake.snapshot())
    return held if held.days else None


_held: dict[Path, LakeState] = {}
"""The newest state of this process: its engine and its answers are used again by the next page."""
