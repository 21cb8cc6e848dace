"""Each table of the lake as it is shown: under names, in the teams and with the tenure that the roster says."""

from collections.abc import Iterator
from dataclasses import dataclass

from willet.core.lake.dimension.rows import KINDS, Kind
from willet.core.records import LakeTable

SPELT: dict[str, Kind] = {
    "agent": "agent",
    "stated_by": "agent",
    "reviewer": "agent",
    "queue": "queue",
    "topic": "topic",
    "disposition": "disposition",
}
"""Column -> the kind of names it carries."""
CODED = ("disposition", "tags")
"""The columns of contacts that what was said at a desk is laid over."""
_TENURE = "agent_tenure_days"
_EARLY = "coalesce(r.local_date, DATE '0001-01-01')"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an engine knows: of which kinds there are names by source and for all, teams, hired days, a desk's codes."""

    own: frozenset[Kind] = frozenset()
    every: frozenset[Kind] = frozenset()
    teams: bool = False
    hired: bool = False
    codes: bool = False

    @property
    def columns(self) -> frozenset[str]:
        """The columns that are shown otherwise than the facts carry them; `name` is that of interventions."""
        kinds = self.own | self.every
        columns = {column for column, kind in SPELT.items() if kind in kinds}
        further = {"name": bool(kinds), "team": self.teams, _TENURE: self.hired}
        coded = set(CODED) if self.codes else set()
        return frozenset(columns | coded | {column for column, holds in further.items() if holds})

    def only(self, columns: frozenset[str]) -> "Shown":
        """The same for whoever reads none but these of its columns: what they do not need is not joined."""
        needed = {SPELT[column] for column in columns if column in SPELT}
        if columns & {"team", _TENURE}:
            needed.add("agent")
        kinds = frozenset(KINDS) if "name" in columns else frozenset(needed)
        return Shown(
            self.own & kinds,
            self.every & kinds,
            self.teams and "team" in columns,
            self.hired and _TENURE in columns,
            self.codes and bool(columns & set(CODED)),
        )

    def view(self, table: LakeTable, rows: str) -> str:
        """The SELECT that shows rows of a table under their names, in the teams and with the tenure of the roster.

        A name that the row's own source gives goes before one that holds for every source.
        """
        if "source" not in table.names:
            return rows
        changed = dict(self._changes(table))
        if not changed:
            return rows
        replaced = ", ".join(f'{value} AS "{column}"' for column, value in changed.items())
        return f"SELECT r.* REPLACE ({replaced}) FROM ({rows}) r {' '.join(self._joins(table))}"

    def _changes(self, table: LakeTable) -> Iterator[tuple[str, str]]:
        for column, kind in SPELT.items():
            if column in table.names and kind in self.own | self.every:
                yield column, self._desk_first(table, column, self._name(column, kind))
        yield from self._coded(table)
        if table.name == "interventions" and self.own | self.every:
            units = [k for k in KINDS if k in self.own | self.every]
            arms = " ".join(f"WHEN '{k}' THEN {self._name(f'name_{k}', k, 'name')}" for k in units)
            yield "name", f"CASE unit {arms} ELSE r.name END"
        if self.teams and _has_team(table):
            yield "team", "coalesce(shown_team.team, r.team)"
        if self.hired and _TENURE in table.names:
            days = "r.local_date - shown_hired.hired"
            known = f"CASE WHEN {days} >= 0 THEN {days} END"
            yield (
                _TENURE,
                f"CASE WHEN shown_hired.hired IS NULL THEN r.{_TENURE} ELSE {known} END",
            )

    def _coded(self, table: LakeTable) -> Iterator[tuple[str, str]]:
        if self.codes and table.name == "contacts":
            if "disposition" not in self.own | self.every:
                yield "disposition", "coalesce(said.code, r.disposition)"
            both = "list_sort(list_distinct(list_concat(coalesce(r.tags, []), said.tags)))"
            yield "tags", f"CASE WHEN said.tags IS NULL THEN r.tags ELSE {both} END"

    def _desk_first(self, table: LakeTable, column: str, named: str) -> str:
        """What was said at the desk goes before what the records carry, under the names that hold for every source."""
        if not (self.codes and table.name == "contacts" and column == "disposition"):
            return named
        every = ["every_said.name"] * ("disposition" in self.every)
        return f"CASE WHEN said.code IS NULL THEN {named} ELSE coalesce({', '.join([*every, 'said.code'])}) END"

    def _name(self, at: str, kind: Kind, column: str = "") -> str:
        own = [f"own_{at}.name"] * (kind in self.own)
        every = [f"every_{at}.name"] * (kind in self.every)
        return f"coalesce({', '.join([*own, *every, f'r.{column or at}'])})"

    def _joins(self, table: LakeTable) -> Iterator[str]:
        for column, kind in SPELT.items():
            if column in table.names:
                yield from self._name_joins(column, kind, f"r.{column}")
        if table.name == "interventions":
            for kind in KINDS:
                yield from self._name_joins(f"name_{kind}", kind, "r.name")
        if self.codes and table.name == "contacts":
            yield "LEFT JOIN shown.codes said ON said.contact_id = r.contact_id"
            if "disposition" in self.every:
                yield "LEFT JOIN shown.every_disposition every_said ON every_said.spelt = said.code"
        agent = self._name("agent", "agent")
        if self.teams and _has_team(table):
            within = f"{_EARLY} BETWEEN shown_team.first AND shown_team.last"
            yield f"LEFT JOIN shown.teams shown_team ON shown_team.agent = {agent} AND {within}"
        if self.hired and _TENURE in table.names:
            yield f"LEFT JOIN shown.hired shown_hired ON shown_hired.agent = {agent}"

    def _name_joins(self, at: str, kind: Kind, column: str) -> Iterator[str]:
        if kind in self.own:
            on = f"own_{at}.spelt = {column} AND own_{at}.source = r.source"
            yield f"LEFT JOIN shown.own_{kind} own_{at} ON {on}"
        if kind in self.every:
            yield f"LEFT JOIN shown.every_{kind} every_{at} ON every_{at}.spelt = {column}"


def _has_team(table: LakeTable) -> bool:
    return {"agent", "team", "local_date"} <= set(table.names)
