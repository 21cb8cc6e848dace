"""Erasing a person: a customer's rows become nobody's, an employee gets a pseudonym; nothing brings them back.

Contacts stay, so that volumes, waits and every figure that asks for no customer stay as they are; what the customer's
contacts were to one another is gone, as if the number had been withheld. Tombstones hold it against the same files
and against an older copy of the lake.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from willet.core import cases
from willet.core.intake.folding import fold
from willet.core.intake.persons import SoughtPerson, keys_of
from willet.core.lake import Lake, Transaction
from willet.core.lake.erased import (
    Forgotten,
    Scope,
    Tombstone,
    hash_of,
    keep,
    mark_applied,
    other_ticket,
    pseudonym,
    salt_of,
    tombstones,
    unapplied,
)
from willet.core.lake.forgetting import forget_landed, sweep_at_once
from willet.core.lake.history import scrub_runs
from willet.core.lake.layout import Layout
from willet.core.lake.mentions import scrubbed, without
from willet.core.lake.scrubbing import PersonalColumns, hit_by, marked
from willet.core.lake.settings import read_key, read_settings
from willet.core.records import CONTACTS, steps
from willet.core.sources import Progress, is_known, silent, source_named

SHOWS_A_KEY = "list_has_any([customer_key, number_key, id_key, email_key], $keys::UBIGINT[])"


@dataclass(frozen=True, slots=True)
class Holding:
    """What the lake holds of somebody: contacts, of which days, corrections by hand; or nothing."""

    contacts: int = 0
    first: str | None = None
    last: str | None = None
    corrections: int = 0
    spellings: tuple[str, ...] = ()
    """Of an employee: the spellings that are shown under one name."""
    shared: bool = False
    """Whether the number or address is one of several customers: it goes, they stay."""


def holding(lake_path: Path | str, person: SoughtPerson) -> Holding:
    """What would be erased; nothing is written.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: the lake cannot be read.
    """
    lake = Lake.at(lake_path)
    with lake.snapshot(even_damaged=True).reading() as con:
        con.execute(
            "CREATE OR REPLACE TEMP VIEW contacts_by_part AS SELECT *, local_date AS part FROM contacts"
        )
        stones, spellings = _tombstones(con, lake, person)
        return _held(con, lake, stones, spellings)


def _held(
    con: DuckDBPyConnection, lake: Lake, stones: Collection[Tombstone], spellings: tuple[str, ...]
) -> Holding:
    hit = _contacts_hit(con, lake, stones)
    row = con.execute(f"SELECT count(*), min(day), max(day) FROM ({hit})").fetchall()[0]
    ids = f"SELECT contact_id FROM ({hit})"
    (edits,) = con.execute(
        f"SELECT count(*) FROM edits WHERE contact_id IN ({ids}) OR other_id IN ({ids})"
    ).fetchall()[0]
    return Holding(
        row[0], row[1], row[2], int(edits), spellings, any(t.scope == "key" for t in stones)
    )


def erase(lake_path: Path | str, person: SoughtPerson, *, progress: Progress = silent) -> Holding:
    """Erase somebody, and say what was held of them.

    An import that runs is waited for; one that comes later finds the tombstones.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: another writer did not finish, or the disk failed; the lake is as it was.
    """
    lake = Lake.at(lake_path)
    with lake.writing(progress=progress) as tx:
        with tx.connect() as con:
            stones, spellings = _tombstones(con, lake, person)
            result = _held(con, lake, stones, spellings)
        # Before the rows change: from here on no file and no older copy brings them back.
        keep(lake.layout, stones)
        _apply(tx, lake, tombstones(lake.layout), progress)
        tx.commit()
    _settle(lake)
    return result


def keep_erased(lake_path: Path | str, *, progress: Progress = silent) -> bool:
    """Erase once more in an older copy of a lake what was erased since. Says whether there was anything to do.

    Raises:
        LakeError: the lake, a list of tombstones, or the disk failed; the lake is as it was.
    """
    lake = Lake.at(lake_path)
    if not unapplied(lake.layout):
        return False
    with lake.writing(progress=progress) as tx:
        keep(lake.layout, ())
        _apply(tx, lake, tombstones(lake.layout), progress)
        tx.commit()
    _settle(lake)
    return True


def _settle(lake: Lake) -> None:
    mark_applied(lake.layout, tombstones(lake.layout))
    sweep_at_once(lake.layout)


def _apply(tx: Transaction, lake: Lake, stones: Collection[Tombstone], progress: Progress) -> None:
    progress(steps.ERASING, None)
    with tx.connect() as con:
        touched = {
            name: forget_landed(tx, con, source_named(name), stones)
            for name in tx.sources
            if is_known(name)
        }
    fold(tx, lake, {name: parts for name, parts in touched.items() if parts}, progress=progress)
    gone = _gone(lake.layout, stones, lake.region)
    cases.scrub_edits(tx, gone.is_contact, lambda text: without(text, gone))
    scrub_runs(lake.layout, lambda report: scrubbed(report, gone))
    progress(steps.LINKING, None)
    cases.refresh(tx)


def _contacts_hit(con: DuckDBPyConnection, lake: Lake, stones: Collection[Tombstone]) -> str:
    columns = PersonalColumns.of({c.name: c.type for c in CONTACTS.columns})
    what = marked(con, "contacts_by_part", columns, stones, salt_of(lake.layout))
    rows = "SELECT contact_id, local_date::VARCHAR AS day, arrived_at FROM contacts_by_part"
    return f"{rows} WHERE {hit_by(columns, what)}"


def _tombstones(
    con: DuckDBPyConnection, lake: Lake, person: SoughtPerson
) -> tuple[list[Tombstone], tuple[str, ...]]:
    salt = salt_of(lake.layout)
    if person.agent:
        until = _newest(con, "$keys IS NOT NULL", [])
        spellings = _spellings(con, person)
        alias = pseudonym(spellings[0], salt)
        return [Tombstone("agent", hash_of(s, salt), until, alias) for s in spellings], spellings
    persons, shared = keys_of(con, lake, person)
    until = _newest(con, SHOWS_A_KEY, sorted(persons | shared))
    stones = [Tombstone("person", hash_of(str(key), salt), until) for key in sorted(persons)]
    stones += [Tombstone("key", hash_of(str(key), salt), until) for key in sorted(shared)]
    rows = _contacts_hit(con, lake, stones)
    hit = con.execute(f"SELECT contact_id, day, arrived_at FROM ({rows})").fetchall()
    stones += [one for id_, day, at in hit for one in _of_contact(id_, day, at, salt)]
    tickets = con.execute(_tickets_of(rows)).fetchall()
    stones += [
        Tombstone("case", hash_of(spelt, salt), until, other_ticket(spelt, salt))
        for (ticket,) in tickets
        for spelt in {ticket, ticket.partition(":")[2]} - {""}
    ]
    return stones, ()


def _of_contact(contact: str, day: str, arrived_at: datetime, salt: str) -> list[Tombstone]:
    """A contact; under its source's bare name too, for whoever knows no phone system."""
    name, sign, call_id = contact.partition(":")
    source, is_of_pbx, _pbx = name.partition("@")
    spelt: list[tuple[Scope, str]] = [("contact", contact)]
    spelt += [("call", f"{source}{sign}{call_id}")] if is_of_pbx else []
    moment = arrived_at.isoformat()
    return [Tombstone(scope, hash_of(text, salt), day, moment) for scope, text in spelt]


def _tickets_of(hit: str) -> str:
    """SQL: the tickets that were theirs alone."""
    ids = f"SELECT contact_id FROM ({hit})"
    return (
        "SELECT case_ref FROM contacts_by_part WHERE case_ref IS NOT NULL GROUP BY case_ref "
        f"HAVING bool_and(contact_id IN ({ids})) ORDER BY case_ref"
    )


def _newest(con: DuckDBPyConnection, test: str, keys: Sequence[int]) -> str:
    """The last day of what is erased: today, or the newest day that the lake has of them where its clock is ahead."""
    last = f"SELECT max(local_date)::VARCHAR FROM contacts WHERE {test}"
    ((day,),) = con.execute(last, {"keys": list(keys)}).fetchall()
    return max(f"{datetime.now(UTC):%Y-%m-%d}", day or "")


def _spellings(con: DuckDBPyConnection, person: SoughtPerson) -> tuple[str, ...]:
    """All names of the agent, the one asked for first: as rooms know them, and what is shown under one name."""
    names = [person.agent, *person.also]
    marks = ", ".join("?" * len(names))
    shown = con.execute(
        f"SELECT DISTINCT name FROM names WHERE kind = 'agent' AND (spelt IN ({marks}) OR name IN ({marks}))",
        names * 2,
    ).fetchall()
    names += [name for (name,) in shown]
    marks = ", ".join("?" * len(names))
    spelt = con.execute(
        f"SELECT DISTINCT spelt FROM names WHERE kind = 'agent' AND name IN ({marks})", names
    ).fetchall()
    others = {*names, *(text for (text,) in spelt)} - {person.agent}
    return (person.agent, *sorted(others))


def known_as(
    lake_path: Path | str, person: SoughtPerson
) -> tuple[set[int], dict[str, datetime], tuple[str, ...]]:
    """Under what the lake knows somebody: keys and contacts (id -> arrival) of a customer, or names of an employee.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: the lake cannot be read.
    """
    lake = Lake.at(lake_path)
    with lake.snapshot(even_damaged=True).reading() as con:
        if person.agent:
            return set(), {}, _spellings(con, person)
        persons, shared = keys_of(con, lake, person)
        keys = persons | shared
        rows = con.execute(
            f"SELECT contact_id, arrived_at FROM contacts WHERE {SHOWS_A_KEY} ORDER BY contact_id",
            {"keys": sorted(keys)},
        ).fetchall()
        return keys, {contact: at.replace(tzinfo=UTC) for contact, at in rows}, ()


HELD = ("contacts", "visits", "outcomes", "answers")
"""Tables whose rows speak of one contact, and so of its customer."""


def held_of(lake_path: Path | str, person: SoughtPerson) -> dict[str, list[dict[str, Any]]]:
    """Everything the lake holds of somebody: table -> rows, values as text where JSON has no word for them.

    Of an employee it is the contacts and visits that they handled.

    Raises:
        RequestError: there is no lake, or the number, address or name says nothing.
        LakeError: the lake cannot be read.
    """
    _keys, contacts, names = known_as(lake_path, person)
    with Lake.at(lake_path).snapshot(even_damaged=True).reading() as con:
        if names:
            test, given = "list_contains($given, agent)", list(names)
            return {table: _records(con, table, test, given) for table in HELD[:2]}
        test = "list_contains($given, contact_id)"
        return {table: _records(con, table, test, list(contacts)) for table in HELD}


def _records(
    con: DuckDBPyConnection, table: str, test: str, given: list[str]
) -> list[dict[str, Any]]:
    rows = con.execute(
        f"SELECT to_json(t) FROM {table} t WHERE {test} ORDER BY ALL", {"given": given}
    )
    return [json.loads(text) for (text,) in rows.fetchall()]


def forgotten(lake_path: Path | str) -> Forgotten | None:
    """Whom this lake was asked to forget; None where that is nobody, or where there is no lake.

    Raises:
        LakeError: a list of tombstones cannot be read.
    """
    layout = Layout(Path(lake_path))
    stones = tombstones(layout)
    region = read_settings(layout).region if layout.settings.exists() else None
    return _gone(layout, stones, region) if stones else None


def _gone(layout: Layout, stones: Collection[Tombstone], region: str | None) -> Forgotten:
    return Forgotten.of(stones, salt_of(layout), key=read_key(layout), region=region)
