"""Asking the lake with a reader's rights: the one way from a page to a figure or to a row.

A question that names an agent is cut down to the agents its reader may see, and figures behind which too few people
stand are withheld. Whoever forgets the reader gets nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from willet.core.ask import MEMORY
from willet.core.cases.beginnings import Beginnings
from willet.core.lake import Lake, Snapshot
from willet.core.metrics import Answer, Behind, Condition, Question, behind
from willet.core.metrics.behind import Part
from willet.core.metrics.withholding import withheld
from willet.core.sources.clock import zone_named
from willet.figures.domain.closing import Closing
from willet.figures.domain.linking import USUAL, LinkRules
from willet.figures.domain.periods import Period
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection
from willet.figures.domain.visiblerows import with_visible_rows
from willet.figures.domain.whole import LakeState, Whole, held_state
from willet.people.visibility import OpenGroups, OpenTeams, Visibility

ALL_DAYS = Selection(Period(None, None))


class Reading:
    """One state of the lake, as one reader sees it: every figure on a page is of the same moment."""

    def __init__(self, state: LakeState, visibility: Visibility, rules: LinkRules = USUAL) -> None:
        self._state, self.visibility, self.rules = state, visibility, rules

    def under(self, rules: LinkRules) -> "Reading":
        """The same state of the lake, its contacts linked by these rules."""
        return self if rules == self.rules else Reading(self._state, self.visibility, rules)

    def ask(
        self,
        metrics: Sequence[str],
        *,
        selection: Selection,
        by: Sequence[str] = (),
        params: Mapping[str, Any] | None = None,
        profile: str = "willet",
        weights: str | None = None,
        also: Condition | None = None,
    ) -> Answer:
        """The answer to one question over a selection and what must hold `also`.

        What is closed to the reader stands in it without figures, with the reason.

        Raises:
            ClosedError: the reader may see no figures, or none of single agents, of whom it names some.
        """
        closing = self._closing(selection, by, also)
        asked = question_of(
            metrics,
            selection,
            by=by,
            params=params,
            profile=profile,
            weights=weights,
            also=closing.conditions(),
        )
        return withheld(MEMORY.ask(self.snapshot, asked), closing.why_withheld())

    def question(
        self, metrics: Sequence[str], *, selection: Selection, params: Mapping[str, Any]
    ) -> Question:
        """The question over a selection as the core takes it, cut down to what the reader may see.

        Raises:
            ClosedError: the reader may not see figures of what it names, or of so few people.
        """
        closing = self._closing(selection)
        closing.refuse_few()
        return question_of(metrics, selection, params=params, also=closing.conditions())

    def counted(self, selection: Selection) -> Visibility:
        """Whose rows figures of a whole selection may count, which cannot be withheld one by one.

        Raises:
            ClosedError: the reader may not see figures of what it names, or of so few people.
        """
        closing = self._closing(selection)
        closing.refuse_few()
        return closing.counted()

    def check(self, selection: Selection) -> None:
        """Raise where the reader may see no figures of what a selection names.

        Raises:
            ClosedError: so it is.
        """
        closing = self._closing(selection)
        closing.counted()
        closing.refuse_teams()

    def refuse_individuals(self) -> None:
        """Raise where this installation shows figures of single agents to nobody.

        Raises:
            ClosedError: so it is.
        """
        self._closing(ALL_DAYS).refuse_individuals()

    def teams(self, selection: Selection) -> OpenTeams:
        """Which teams' figures over a selection, whichever teams it names, the reader may see.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self._closing(selection).teams()

    def groups(self, selection: Selection, *, by: Sequence[str] = ()) -> OpenGroups:
        """Which groups of a split of a selection the reader may see; without a split its whole is the group `()`.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self._closing(selection, by).groups(tuple(by))

    def behind(self, metric: str, *, selection: Selection, part: Part) -> Behind:
        """The rows behind one figure over a selection that are open to the reader.

        Raises:
            ClosedError: the selection names an agent, and figures of single agents are shown to nobody.
            UnknownNameError: there is no such metric, or no such part of a figure.
        """
        if "agent" in selection.cells:
            self.refuse_individuals()
        condition = self.visibility.condition()
        asked = question_of([metric], selection, params=self.rules.params, also=[condition])
        return behind(asked, metric, part=part, silence=self.snapshot.manifest.silence)

    def count_behind(self, rows: Behind) -> int:
        """How many rows stand behind a figure; visits and cases are not calls, so this may differ from the list."""
        return int(self.rows(rows.count_sql, rows.parameters)[0][0])

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """What one statement finds in the rows that are open to the reader; the others do not exist for it.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        narrowed, bound = with_visible_rows(sql, self.visibility)
        return self.whole.rows(narrowed, {**(params or {}), **bound})

    @property
    def whole(self) -> Whole:
        """Every row, spoken where a figure names no agent, or the page hides what the reader may not see."""
        return Whole(self.snapshot, self.rules)

    @property
    def snapshot(self) -> Snapshot:
        """The state of the lake, by which what was worked out is remembered."""
        return self._state.snapshot

    @property
    def lake(self) -> Lake:
        """The lake, for what is written to it."""
        return self._state.lake

    @property
    def zone(self) -> ZoneInfo:
        """The centre's zone, in which times are shown."""
        return zone_named(self.lake.zone or "UTC")

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the newest day of the lake's period, stray days left out; None where it is empty.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self._state.days

    @property
    def beginnings(self) -> Beginnings:
        """The day each kind of evidence begins in the lake, where it is not there from the first day on.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        return self._state.beginnings

    @cached_property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The values this reader can filter by, per dimension, in the order of the alphabet."""
        sees = self.visibility.sees
        agents = self._state.agents if self.visibility.individuals else ()
        own = dict.fromkeys(agent for agent, team in agents if sees(agent=agent, team=team))
        return {**self._state.choices, "agent": tuple(own)}

    def _closing(
        self, selection: Selection, by: Sequence[str] = (), also: Condition | None = None
    ) -> Closing:
        return Closing(self.visibility, Whole(self.snapshot), selection, tuple(by), also)


def read_lake(visibility: Visibility) -> Reading | None:
    """The lake as it is now, as one reader sees it; None as long as there is nothing in it.

    Raises:
        LakeError: there is a lake and it cannot be read.
    """
    state = held_state()
    if state is None:
        return None
    return Reading(state, replace(visibility, agent=state.agent_shown(visibility.agent)))
