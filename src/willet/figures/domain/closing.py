"""What of one question is closed to its reader: which rows it may count, and which of its figures are withheld."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from django.utils.translation import gettext as _

from willet.core.metrics import Condition, Question
from willet.core.metrics.answer import Key
from willet.core.metrics.nodes import columns_in
from willet.core.metrics.withholding import WhyWithheld
from willet.core.records import Message
from willet.figures.domain.crews import groups_open_to, splits_by_agent, teams_open_to, why_withheld
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection
from willet.figures.domain.whole import Whole
from willet.figures.domain.words import UNKNOWN
from willet.people.visibility import Closed, Group, OpenGroups, OpenTeams, Visibility
from willet.ui.messages import translate

_PEOPLE = ("team", "agent")
"""Dimensions whose values have a rule of their own."""
_EVERY_WAY = 4
"""Up to so many filters every choice of them is left out in turn; of more, each alone and all together."""


@dataclass(frozen=True)
class Closing:
    """One question of one reader: a selection, what it is split by, and what must hold besides."""

    visibility: Visibility
    whole: Whole
    selection: Selection
    by: tuple[str, ...] = ()
    also: Condition | None = None

    def counted(self) -> Visibility:
        """Whose rows may be counted.

        Raises:
            ClosedError: the reader sees no figures at all, or none of single agents where the question names some.
        """
        if not self.visibility.centre:
            raise ClosedError(_("Figures of the centre are not open to you."))
        if self._names_agents:
            self.refuse_individuals()
        return self.visibility.counted(naming_agents=self._names_agents)

    def conditions(self) -> list[Condition | None]:
        """What must hold of the rows besides the selection.

        Raises:
            ClosedError: as `counted`.
        """
        return [self.also, self.counted().condition()]

    def why_withheld(self) -> WhyWithheld | None:
        """Why cells of the answer are withheld; None where the reader may see every figure.

        Raises:
            LakeError: a file of the lake cannot be read.
        """
        if self.visibility.sees_every_figure:
            return None
        whole = self._named()
        teams = self.teams() if "team" in self.by else OpenTeams(every=True)
        by = tuple(name for name in self.by if splits_by_agent(name))
        groups = self.groups(by) if by != ("team",) else OpenGroups()

        def why(cell: Mapping[str, Key]) -> Message | None:
            closed = (
                whole or teams.closed(_text(cell.get("team"))) or groups.closed(_group(cell, by))
            )
            return why_withheld(closed) if closed else None

        return why

    def refuse_individuals(self) -> None:
        """Raise where this installation shows figures of single agents to nobody.

        Raises:
            ClosedError: so it is.
        """
        if not self.visibility.individuals:
            raise ClosedError(
                _("Figures of single agents are shown to nobody in this installation.")
            )

    def refuse_teams(self) -> None:
        """Raise where figures of a team that the selection names would show a single person’s.

        Raises:
            ClosedError: so it is.
        """
        _refuse(self._named_team())

    def refuse_few(self) -> None:
        """Raise where too few people stand behind the whole for its figures not to show a single person's.

        Raises:
            ClosedError: so it is.
        """
        _refuse(self._named() or self.groups(()).closed(()))

    def teams(self) -> OpenTeams:
        """Which teams' figures, whichever teams the selection names, the reader may see."""
        others = _without(self.selection, {"team"})
        asked = self._asked(others, naming_agents=self._filters_agents)
        return teams_open_to(self.visibility, self.whole, asked)

    def groups(self, by: tuple[str, ...]) -> OpenGroups:
        """Which groups of a split the reader may see."""
        return self._groups(self.selection, by)

    def _groups(self, selection: Selection, by: tuple[str, ...]) -> OpenGroups:
        naming = self._names_agents
        asked = self._asked(selection, naming_agents=naming)
        wider = [self._asked(one, naming_agents=naming) for one in _wider(selection)]
        named = [n for n, v in selection.cells.items() if n != "agent" and len(v) > 1]
        return groups_open_to(self.visibility, self.whole, asked, by, wider, named)

    def _named(self) -> Closed | None:
        """Why a value that the selection names is closed; as the table by its dimension would withhold it."""
        if self.visibility.sees_every_figure:
            return None
        named = (self._named_in(name) for name in self.selection.cells if name not in _PEOPLE)
        return self._named_team() or next((why for why in named if why), None)

    def _named_in(self, dimension: str) -> Closed | None:
        if not splits_by_agent(dimension):
            return None
        groups = self._groups(_without(self.selection, {dimension}), (dimension,))
        values = [None if v == UNKNOWN else v for v in self.selection.cells[dimension]]
        return next((why for value in values if (why := groups.closed((value,)))), None)

    def _named_team(self) -> Closed | None:
        named = [None if t == UNKNOWN else t for t in self.selection.cells.get("team", ())]
        teams = self.teams() if named else OpenTeams(every=True)
        return next((why for why in map(teams.closed, named) if why), None)

    def _asked(self, selection: Selection, *, naming_agents: bool) -> Question:
        visible = self.visibility.counted(naming_agents=naming_agents)
        also = [self.also, visible.condition()]
        return question_of(["fcr_case"], replace(selection, limits={}), also=also)

    @property
    def _names_agents(self) -> bool:
        return self._filters_agents or "agent" in self.by

    @property
    def _filters_agents(self) -> bool:
        besides = columns_in(self.also.node("contacts")) if self.also else frozenset()
        return "agent" in {*self.selection.cells, *besides}


def _wider(selection: Selection) -> list[Selection]:
    """The selections that leave one or more filters of this one out, as the reader may by a click."""
    names = [name for name in selection.cells if name != "agent"]
    sizes = range(1, len(names) + 1) if len(names) <= _EVERY_WAY else (1, len(names))
    return [_without(selection, set(left)) for n in sizes for left in combinations(names, n)]


def _without(selection: Selection, dimensions: Collection[str]) -> Selection:
    cells = {n: v for n, v in selection.cells.items() if n not in dimensions}
    return replace(selection, cells=cells)


def _refuse(why: Closed | None) -> None:
    if why is not None:
        raise ClosedError(translate(why_withheld(why)))


def _group(cell: Mapping[str, Key], by: tuple[str, ...]) -> Group:
    return tuple(cell[name] for name in by)


def _text(value: Key) -> str | None:
    return None if value is None else str(value)
