"""Agents or teams compared after their mix of work is allowed for, and which of the names a reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from willet.core.cases.comparing import By, Compared, Comparison, compare
from willet.core.metrics import Question
from willet.figures.domain.asking import Reading
from willet.figures.domain.crews import why_withheld
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection
from willet.people.visibility import Visibility
from willet.ui.messages import translate

BY: tuple[By, ...] = ("agent", "team")
_TEAM_OF = """
SELECT agent, arg_max(team, n) FROM (
  SELECT agent, team, count(*) AS n FROM contacts
  WHERE agent IS NOT NULL AND team IS NOT NULL GROUP BY agent, team ORDER BY team
) GROUP BY agent
"""


@dataclass(frozen=True)
class Compare:
    """One comparison over one selection, as one reader may see it."""

    reading: Reading
    selection: Selection
    by: By

    @property
    def visibility(self) -> Visibility:
        """What the reader may see."""
        return self.reading.visibility

    @cached_property
    def whole(self) -> Comparison:
        """Every name.

        Raises:
            ClosedError: the reader may see no figures of what the selection names, or too few stand behind it.
            LakeError: a file of the lake cannot be read.
        """
        key = ("compare", self.by, self._of)
        return remembered(self.reading.snapshot, key, self._computed)

    @property
    def rows(self) -> tuple[Compared, ...]:
        """The names open to the reader.

        Raises:
            ClosedError: figures of single agents are asked for, and shown to nobody.
        """
        if self.by == "team":
            return tuple(r for r in self.whole.rows if r.name not in self.closed)
        self.reading.refuse_individuals()
        if self.visibility.everyone:
            return self.whole.rows
        teams, sees = self._teams, self.visibility.sees
        return tuple(r for r in self.whole.rows if sees(agent=r.name, team=teams.get(r.name)))

    @cached_property
    def closed(self) -> Mapping[str, str]:
        """The teams whose figures would show a single person's, and why in the reader's language."""
        if self.by != "team":
            return {}
        teams = self.reading.teams(self.selection)
        why = {row.name: teams.closed(row.name) for row in self.whole.rows}
        return {name: translate(why_withheld(reason)) for name, reason in why.items() if reason}

    @property
    def hidden(self) -> bool:
        """Whether names are left out that the reader may not see."""
        return self.by == "agent" and not self.visibility.everyone

    @cached_property
    def _teams(self) -> Mapping[str, str]:
        """The team an agent belongs to: the one of most of their contacts."""
        return remembered(
            self.reading.snapshot, "teams", lambda: dict(self.reading.whole.rows(_TEAM_OF))
        )

    @cached_property
    def _of(self) -> Question:
        return self.reading.question(["fcr_case"], selection=self.selection, params={})

    def _computed(self) -> Comparison:
        with self.reading.whole.connected() as con:
            return compare(con, self._of, by=self.by)
