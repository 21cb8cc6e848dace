"""Agents or teams compared after their mix of work is allowed for, and which of the names a reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from willet.core.cases.comparing import By, Compared, Comparison, compare
from willet.figures.domain.asking import Reading
from willet.figures.domain.crews import why_withheld
from willet.figures.domain.messages import translate
from willet.figures.domain.remembered import remembered
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN
from willet.people.visibility import Visibility

BY: tuple[By, ...] = ("agent", "team")
NARROWED_BY = ("queue", "topic")
"""The filters a comparison takes, one value each: more would compare work that nobody does side by side."""
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
            LakeError: a file of the lake cannot be read.
        """
        key = ("compare", self.by, self.selection.period, *self._one_each.items())
        return remembered(self.reading.snapshot, key, self._made)

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

    @property
    def _one_each(self) -> dict[str, str]:
        return {name: values[0] for name, values in self.selection.cells.items()}

    def _made(self) -> Comparison:
        period, cells = self.selection.period, self._one_each
        with self.reading.whole.connected() as con:
            return compare(
                con,
                by=self.by,
                first=period.first,
                last=period.last,
                queue=cells.get("queue"),
                topic=cells.get("topic"),
            )


def comparable(selection: Selection) -> Selection:
    """The selection cut down to what a comparison takes; what is left out is told in its problems."""
    kept = {n: v for n, v in selection.cells.items() if n in NARROWED_BY and _is_one(v)}
    if kept == selection.cells:
        return selection
    said = _("A comparison can be narrowed to one queue and one topic; other filters are left out.")
    return replace(selection, cells=kept, problems=(*selection.problems, said))


def _is_one(values: tuple[str, ...]) -> bool:
    return len(values) == 1 and values[0] != UNKNOWN
