"""Corrections by hand: a lead splits a case or joins two, and that outlives every import."""

from collections.abc import Callable
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Literal

from duckdb import DuckDBPyConnection

from willet.core.cases.refresh import refresh
from willet.core.lake import Lake, Transaction
from willet.core.lake.counting import FORMER
from willet.core.records import EDITS, RequestError, UnknownNameError, kinds, saying

WITH_ITSELF = saying(
    "join_with_itself",
    "Contact %(contact)s cannot be joined with itself. Name two contacts.",
)
NONE_TO_TAKE_BACK = saying("no_correction", "There is no %(kind)s of %(contact)s to take back.")
HOME, BUCKET = "by_hand", "all"


@dataclass(frozen=True, slots=True)
class Edit:
    """One correction. A split made after a join that names the same contact takes that join back."""

    kind: Literal["split", "join"]
    contact_id: str
    other_id: str
    made_at: datetime
    made_by: str
    note: str = ""


def split(lake: Lake, contact_id: str, *, by: str, note: str = "") -> Edit:
    """Let a contact open a case of its own; those linked to it later go with it.

    A contact that becomes part of another, as a transfer comes to light, takes the correction along.

    Raises:
        UnknownNameError: there is no such contact.
        LakeError: the lake could not be written.
    """
    return _make(lake, Edit("split", contact_id, "", _now(), by, note))


def join(lake: Lake, contact_id: str, other_id: str, *, by: str, note: str = "") -> Edit:
    """Let the cases of two contacts be one.

    Raises:
        RequestError: both are the same contact.
        UnknownNameError: there is no such contact.
        LakeError: the lake could not be written.
    """
    if contact_id == other_id:
        raise RequestError(WITH_ITSELF(contact=repr(contact_id)))
    first, second = sorted((contact_id, other_id))
    return _make(lake, Edit("join", first, second, _now(), by, note))


def withdraw(lake: Lake, edit: Edit) -> None:
    """Take a correction back: the rules decide again.

    Raises:
        RequestError: there is no such correction (any more).
    """
    with lake.writing() as tx:
        standing = _read(tx)
        left = [e for e in standing if _key(e) != _key(edit)]
        if len(left) == len(standing):
            raise RequestError(NONE_TO_TAKE_BACK(kind=edit.kind, contact=repr(edit.contact_id)))
        _write(tx, left)


def edits(lake: Lake) -> list[Edit]:
    """All corrections, oldest first."""
    with lake.snapshot().reading() as con:
        return _rows(con)


def scrub_edits(
    tx: Transaction, is_gone: Callable[[str], bool], called: Callable[[str], str]
) -> None:
    """Forget what was noted with corrections of contacts that are gone; `called` gives other names to whoever is.

    The corrections themselves stay: they name contacts, and nobody.
    """
    before = _read(tx)
    after = [
        replace(
            edit,
            made_by=called(edit.made_by),
            note="" if is_gone(edit.contact_id) or is_gone(edit.other_id) else called(edit.note),
        )
        for edit in before
    ]
    if after != before:
        _store(tx, after)


def _make(lake: Lake, edit: Edit) -> Edit:
    with lake.writing() as tx:
        _check(tx, edit)
        kept = [e for e in _read(tx) if _key(e) != _key(edit)]
        _write(tx, [*kept, edit])
    return edit


def _check(tx: Transaction, edit: Edit) -> None:
    named = {edit.contact_id, edit.other_id} - {""}
    with tx.connect() as con:
        marks = ", ".join("?" * len(named))
        known = con.execute(
            f"SELECT contact_id FROM contacts WHERE contact_id IN ({marks}) "
            f"UNION SELECT {FORMER} FROM call_ids WHERE leg IS NULL AND {FORMER} IN ({marks})",
            [*named, *named],
        ).fetchall()
    for missing in sorted(named - {contact for (contact,) in known}):
        raise UnknownNameError(kinds.CONTACT, missing, ())


def _write(tx: Transaction, edits: list[Edit]) -> None:
    _store(tx, edits)
    refresh(tx)
    tx.commit()


def _store(tx: Transaction, edits: list[Edit]) -> None:
    with tx.connect() as con:
        con.execute(EDITS.ddl("given"))
        for edit in edits:
            con.execute(
                "INSERT INTO given VALUES (?, ?, ?, ?, ?, ?, ?)",
                [*astuple(edit), edit.made_at.date()],
            )
        tx.replace("edits", HOME, BUCKET, con, "given")


def _read(tx: Transaction) -> list[Edit]:
    with tx.connect() as con:
        return _rows(con)


def _rows(con: DuckDBPyConnection) -> list[Edit]:
    names = ", ".join(field.name for field in fields(Edit))
    rows = con.execute(f"SELECT {names} FROM edits ORDER BY made_at, kind, contact_id, other_id")
    return [Edit(*row) for row in rows.fetchall()]


def _key(edit: Edit) -> tuple[str, str, str]:
    return edit.kind, edit.contact_id, edit.other_id


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
