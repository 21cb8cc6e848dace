"""Landed rows without what is to be forgotten: keys of customers go, names of former employees become pseudonyms."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from duckdb import DuckDBPyConnection

from willet.core.lake.engine import name, quoted
from willet.core.lake.erased import Scope, Tombstone, hash_sql

IN_CONTENT: Final = ("agent", "asked_by", "name", "reviewer", "spelt", "stated_by")
"""Columns in which rooms may give the name of an agent, of themselves or as a unit of something."""
_FIELD = re.compile(r'"(\w+)"')


@dataclass(frozen=True, slots=True)
class PersonalColumns:
    """What of a table speaks of persons: keys of customers, what hangs on them, and names of agents."""

    keys: tuple[str, ...]
    beside: tuple[str, ...]
    """Says of which kind a key is, or leads to the customer in another system: goes with the last key."""
    agents: tuple[str, ...]
    nested: Mapping[str, tuple[str, ...]]
    """Lists of records that name agents: column -> all fields of a record."""
    content: tuple[str, ...] = ()
    """Objects of texts, as rooms hand them in, of which some name agents."""
    tickets: tuple[str, ...] = ()
    """Names a ticket in a row that has no customer's key beside it."""

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "PersonalColumns":
        """The columns of a table, name -> type: those of persons are called alike in every source."""
        texts = [column for column, type_ in typed.items() if type_ == "VARCHAR"]
        return cls(
            keys=tuple(c for c, t in typed.items() if t == "UBIGINT" and c.endswith("_key")),
            beside=tuple(c for c in texts if c.endswith("identity") or c == "case_ref"),
            agents=tuple(c for c in texts if names_agents(c)),
            nested={
                c: tuple(_FIELD.findall(t))
                for c, t in typed.items()
                if t.startswith("STRUCT") and any(map(names_agents, _FIELD.findall(t)))
            },
            content=tuple(c for c in texts if c == "content"),
            tickets=tuple(c for c in texts if c == "case_ref" and "content" in texts),
        )


def names_agents(column: str) -> bool:
    """Whether a column of text holds the name of an agent or of whoever stated something."""
    return "agent" in column or column.endswith(("_by", "user_name", "reviewer"))


@dataclass(slots=True)
class Marked:
    """Of some rows: the keys and names in them that a tombstone speaks of, each with its last day."""

    persons: dict[int, str] = field(default_factory=dict)
    shared: dict[int, str] = field(default_factory=dict)
    agents: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Name -> pseudonym and last day."""
    tickets: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id of a ticket -> what it is called instead, and last day."""

    def __bool__(self) -> bool:
        return bool(self.persons or self.shared or self.agents or self.tickets)


def marked(
    con: DuckDBPyConnection,
    rows: str,
    columns: PersonalColumns,
    stones: Collection[Tombstone],
    salt: str,
) -> Marked:
    """What of these rows is to be forgotten; each distinct key and name is hashed once, by the engine."""
    result = Marked()
    if not stones:
        return result
    _make_table(con, stones)
    for key, scope, until in _keys(con, rows, columns.keys, salt):
        (result.persons if scope == "person" else result.shared)[key] = until
    for agent, alias, until in _agents(con, rows, columns, salt):
        result.agents[agent] = (alias, until)
    tickets = [f"[{name(c)}]" for c in columns.tickets]
    for ticket, alias, until in _called_otherwise(con, rows, tickets, "case", salt):
        result.tickets[ticket] = (alias, until)
    return result


def _make_table(con: DuckDBPyConnection, stones: Iterable[Tombstone]) -> None:
    given = list(stones)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE tombstones AS SELECT unnest(?::VARCHAR[]) AS scope, "
        "unnest(?::VARCHAR[]) AS hash, unnest(?::VARCHAR[]) AS until, unnest(?::VARCHAR[]) AS alias",
        [[getattr(t, a) for t in given] for a in ("scope", "hash", "until", "name")],
    )


def _keys(
    con: DuckDBPyConnection, rows: str, keys: Collection[str], salt: str
) -> list[tuple[int, str, str]]:
    if not keys:
        return []
    values = ", ".join(map(name, keys))
    distinct = f"SELECT DISTINCT unnest([{values}]) AS value FROM {rows}"
    return con.execute(
        f"SELECT value, scope, until FROM ({distinct}) JOIN tombstones ON hash = {hash_sql('value', salt)} "
        "WHERE value IS NOT NULL AND scope IN ('person', 'key')"
    ).fetchall()


def _agents(
    con: DuckDBPyConnection, rows: str, columns: PersonalColumns, salt: str
) -> list[tuple[str, str, str]]:
    listed = [f"[{name(c)}]" for c in columns.agents]
    for column, fields in columns.nested.items():
        listed += [
            f"list_transform({name(column)}, lambda e: e.{name(f)})"
            for f in fields
            if names_agents(f)
        ]
    listed += [f"[{', '.join(_texts_in(c))}]" for c in columns.content]
    return _called_otherwise(con, rows, listed, "agent", salt)


def _called_otherwise(
    con: DuckDBPyConnection, rows: str, listed: Collection[str], scope: Scope, salt: str
) -> list[tuple[str, str, str]]:
    if not listed:
        return []
    arms = " UNION ".join(f"SELECT unnest({one}) AS value FROM {rows}" for one in listed)
    return con.execute(
        f"SELECT value, alias, until FROM ({arms}) JOIN tombstones ON hash = {hash_sql('value', salt)} "
        f"WHERE value IS NOT NULL AND scope = '{scope}'"
    ).fetchall()


def scrub(con: DuckDBPyConnection, table: str, columns: PersonalColumns, what: Marked) -> None:
    """Take it out of a table that has `part` beside its columns."""
    hit = _is_persons(columns, what.persons)
    _clear(con, table, hit, (*columns.keys, *columns.beside))
    for key in columns.keys:
        _clear(con, table, _is_key(key, what.shared), (key,))
    if what.shared and columns.keys and columns.beside:
        nobody = " AND ".join(f"{name(key)} IS NULL" for key in columns.keys)
        was = " OR ".join(
            f"{name(c)} IN ('number', 'extension', 'email', 'customer_id')" for c in columns.beside
        )
        _clear(con, table, f"{nobody} AND ({was})", columns.beside)
    for column in columns.agents if what.agents else ():
        con.execute(
            f"UPDATE {table} SET {name(column)} = {_renamed(name(column), what)} "
            f"WHERE {name(column)} IN ({_listed(what)})"
        )
    for column, fields in columns.nested.items() if what.agents else ():
        con.execute(f"UPDATE {table} SET {name(column)} = {_renamed_within(column, fields, what)}")
    for column in columns.content if what.agents else ():
        con.execute(f"UPDATE {table} SET {name(column)} = {_renamed_in_content(column, what)}")
    for column in columns.tickets if what.tickets else ():
        con.execute(f"UPDATE {table} SET {name(column)} = {_cased(name(column), what.tickets)}")


def hit_by(columns: PersonalColumns, what: Marked) -> str:
    """SQL: whether a row holds anything that is to be forgotten."""
    tests = [_is_persons(columns, what.persons)]
    tests += [_is_key(key, what.shared) for key in columns.keys]
    if what.agents:
        tests += [f"{name(c)} IN ({_listed(what)})" for c in columns.agents]
        tests += [
            f"list_has_any(list_transform({name(c)}, lambda e: e.{name(f)}), [{_listed(what)}])"
            for c, fields in columns.nested.items()
            for f in fields
            if names_agents(f)
        ]
        tests += [
            f"list_has_any([{', '.join(_texts_in(c))}], [{_listed(what)}])" for c in columns.content
        ]
    if what.tickets:
        listed = ", ".join(map(quoted, sorted(what.tickets)))
        tests += [f"{name(c)} IN ({listed})" for c in columns.tickets]
    return "(" + " OR ".join(f"coalesce({test}, FALSE)" for test in tests) + ")"


def _is_persons(columns: PersonalColumns, keys: Mapping[int, str]) -> str:
    return " OR ".join(_is_key(key, keys) for key in columns.keys) or "FALSE"


def _is_key(column: str, keys: Mapping[int, str]) -> str:
    days: dict[str, list[int]] = {}
    for key, until in keys.items():
        days.setdefault(until, []).append(key)
    tests = [
        f"({name(column)} IN ({', '.join(map(str, some))}) AND part <= DATE '{date.fromisoformat(until)}')"
        for until, some in sorted(days.items())
    ]
    return " OR ".join(tests) or "FALSE"


def _clear(con: DuckDBPyConnection, table: str, test: str, columns: Collection[str]) -> None:
    if test != "FALSE" and columns:
        values = ", ".join(f"{name(c)} = NULL" for c in columns)
        con.execute(f"UPDATE {table} SET {values} WHERE {test}")


def _listed(what: Marked) -> str:
    return ", ".join(map(quoted, sorted(what.agents)))


def _renamed(value: str, what: Marked) -> str:
    return _cased(value, what.agents)


def _cased(value: str, names: Mapping[str, tuple[str, str]]) -> str:
    arms = " ".join(
        f"WHEN {value} = {quoted(before)} AND part <= DATE '{date.fromisoformat(until)}' THEN {quoted(alias)}"
        for before, (alias, until) in sorted(names.items())
    )
    return f"CASE {arms} ELSE {value} END"


def _texts_in(column: str) -> list[str]:
    """SQL: the texts of an object that may be the name of an agent."""
    return [f"json_extract_string({name(column)}, '$.{field}')" for field in IN_CONTENT]


def _renamed_in_content(column: str, what: Marked) -> str:
    """SQL: the same text with other names; not taken apart and written anew, so that its form stays."""
    value = name(column)
    for agent, (alias, until) in sorted(what.agents.items()):
        for field_ in IN_CONTENT:
            was, now = (
                quoted(f"{json.dumps(field_)}: {json.dumps(text, ensure_ascii=False)}")
                for text in (agent, alias)
            )
            # Who came later under the same name keeps it. The text stands once: twice, it would double with each agent.
            then = f"CASE WHEN part <= DATE '{date.fromisoformat(until)}' THEN {now} ELSE {was} END"
            value = f"replace({value}, {was}, {then})"
    return value


def _renamed_within(column: str, fields: Iterable[str], what: Marked) -> str:
    inner = ", ".join(
        f"'{f}': {_renamed(f'e.{name(f)}', what) if names_agents(f) else f'e.{name(f)}'}"
        for f in fields
    )
    return f"list_transform({name(column)}, lambda e: {{{inner}}})"
