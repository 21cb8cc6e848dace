"""Which rows of rooms are refused, by which field, and which are not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.checks import fault_of
from willet.core.sources.rooms.tables import FREE, NEEDED, OF_CONTACTS, OFFERED, given_columns

AT = datetime(2024, 3, 4, 12, 0, tzinfo=UTC)
CALL = About("asterisk", "7.1", at=AT)
SOUND = RoomRow(
    "desk", "outcomes", "1", 1, AT, {"kind": "disposition", "resolved": True, "cause": None}, CALL
)
LEARNED = RoomRow(
    "courses",
    "learned",
    "1",
    1,
    AT,
    {"agent": "Ana", "course": "c", "local_date": date(2024, 3, 4), "minutes": 45.5},
)


def valued(**values: Any) -> RoomRow:
    """The sound row with these values changed."""
    return replace(SOUND, values={**SOUND.values, **values})


@pytest.mark.parametrize(
    "row",
    [
        SOUND,
        valued(kind="customer", stated_by="caller", statement_id="mine:1"),
        valued(stated_at=datetime(1990, 1, 1, tzinfo=UTC)),
        valued(stated_at=datetime(2099, 12, 31, 23, 59, tzinfo=UTC)),
        replace(SOUND, about=About(contact_id="asterisk:7.1")),
        replace(SOUND, about=About(contact_id="asterisk:7.1", agent="Ana", at=AT)),
        replace(SOUND, about=About(case_ref="tickets:9")),
        replace(SOUND, about=replace(CALL, pbx="north", leg="7.2", agent="Ana")),
        replace(SOUND, revision=2**32 - 1),
        RoomRow("desk", "outcomes", "1", 2, AT, gone=True),
        LEARNED,
        replace(SOUND, table="uses", values={"kind": "grant", "amount_minor": -500, "revision": 3}),
    ],
)
def test_sound_row(row: RoomRow) -> None:
    assert fault_of(row) is None


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (replace(SOUND, room=""), "id"),
        (replace(SOUND, id=""), "id"),
        (replace(SOUND, id="a\0b"), "id"),
        (replace(SOUND, revision=0), "revision"),
        (replace(SOUND, revision=2**32), "revision"),
        (replace(SOUND, revision=True), "revision"),
        (replace(SOUND, table="contacts"), "table"),
        (replace(SOUND, written_at=AT.replace(tzinfo=None)), "written_at"),
        (replace(SOUND, written_at=datetime(1989, 12, 31, tzinfo=UTC)), "written_at"),
        (replace(SOUND, written_at=datetime(2100, 1, 1, tzinfo=UTC)), "written_at"),
        (replace(SOUND, about=None), "about"),
        (replace(SOUND, about=About()), "about"),
        (replace(SOUND, about=replace(CALL, source=None)), "about"),
        (replace(SOUND, about=replace(CALL, at=None)), "about"),
        (replace(SOUND, about=replace(CALL, call_id="")), "about"),
        (replace(SOUND, about=replace(CALL, contact_id="asterisk:7.1")), "about"),
        (replace(SOUND, about=About(contact_id="a:1", case_ref="a:2")), "about"),
        (replace(SOUND, about=replace(CALL, at=AT.replace(tzinfo=None))), "about.at"),
        (replace(LEARNED, about=CALL), "about"),
        (valued(solved=True), "solved"),
        (valued(contact_id="asterisk:7.1"), "contact_id"),
        (valued(revision=2), "revision"),
        (valued(resolved=1), "resolved"),
        (valued(cause=7), "cause"),
        (valued(cause="x" * 10_001), "cause"),
        (valued(stated_at=AT.replace(tzinfo=None)), "stated_at"),
        (valued(kind="no_repeat"), "kind"),
        (valued(kind=None), "kind"),
        (
            replace(SOUND, table="uses", values={"kind": "grant", "amount_minor": 2.5}),
            "amount_minor",
        ),
        (replace(SOUND, table="uses", values={"kind": "grant", "revision": -1}), "revision"),
        (replace(LEARNED, values={**LEARNED.values, "minutes": float("nan")}), "minutes"),
        (replace(LEARNED, values={**LEARNED.values, "minutes": float("inf")}), "minutes"),
        (replace(LEARNED, values={**LEARNED.values, "minutes": 10**400}), "minutes"),
        (replace(LEARNED, values={**LEARNED.values, "minutes": True}), "minutes"),
        (replace(SOUND, id="half \ud83d"), "id"),
        (replace(SOUND, about=About(contact_id="a:\udfff")), "about"),
        (valued(cause="half \ud800"), "cause"),
        (replace(LEARNED, values={**LEARNED.values, "local_date": AT}), "local_date"),
        (replace(LEARNED, values={**LEARNED.values, "course": ""}), "course"),
    ],
)
def test_wrong_row_is_refused_by_its_field(row: RoomRow, field: str) -> None:
    fault = fault_of(row)

    assert fault is not None
    assert fault.field == field


@pytest.mark.parametrize("table", OFFERED)
def test_tables_of_rooms_hold_together(table: str) -> None:
    assert set(NEEDED[table]) <= set(given_columns(table))
    assert (table in OF_CONTACTS) != (table in FREE)
    assert not {"contact_id", "case_ref", "customer_key"} & given_columns(table).keys()
