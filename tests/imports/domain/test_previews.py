"""The first rows as they would be read: in local time and words, what is refused says why, and no key is shown."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from willet.core.records import Message
from willet.core.sources.table.proposing import TriedRow
from willet.imports.domain.previews import preview_table, tried_table

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 1, 8, 0)
BERLIN = ZoneInfo("Europe/Berlin")
NB = "\N{NO-BREAK SPACE}"
RULE = Message("is no moment", "rule")
BLANK: dict[str, Any] = dict.fromkeys(TriedRow.__dataclass_fields__)


def _tried(*names: str, **row: Any) -> Any:
    mapping: Any = SimpleNamespace(rules=dict.fromkeys(names))
    known = {"line": 1_200, "cells": ("a", "", "b"), **row}
    return tried_table([TriedRow(**{**BLANK, **known})], mapping, BERLIN)


def test_columns_stand_in_the_order_in_which_they_are_looked_for() -> None:
    table = _tried("topic", "agent", "contact_id", "arrived_at", contact={})

    assert [c.key for c in table.columns] == ["line", "arrived_at", "agent", "topic", "raw"]


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("arrived_at", AT, f"Jul 1, 2026,{NB}10:00"),  # two hours ahead of UTC
        ("wait_s", 65.0, "1:05"),
        ("wait_s", 0.0, "0:00"),
        ("wait_s", None, ""),
        ("transfers", 0, "0"),
        ("transfers", 1_200, "1,200"),
        ("resolved", True, "yes"),
        ("resolved", False, "no"),
        ("tags", ["a", "b"], "a, b"),
        ("sale_amount", 12.5, "12.50"),
        ("channel", "chat", "chat"),
        ("channel", "pigeon", "pigeon"),
        ("queue", "sales", "sales"),
        ("outcome", "answered", "answered"),
    ],
)
def test_a_cell_as_its_reader_would_write_it(field: str, value: object, text: str) -> None:
    (row,) = _tried(field, contact={field: value}).rows

    assert [cell.text for cell in row.cells] == ["1,200", text, "a | b"]


@pytest.mark.parametrize(("key", "shown"), [(None, ""), (0, "known"), (7, "known")])
@pytest.mark.parametrize("field", ["customer_id", "customer_number", "customer_email"])
def test_of_a_customer_it_is_said_that_they_are_known(
    field: str, key: int | None, shown: str
) -> None:
    (row,) = _tried(field, contact={"customer_key": key, field: "secret"}).rows

    assert row.cells[1].text == shown


def test_a_row_that_is_refused_says_why() -> None:
    (row,) = _tried("arrived_at", "queue", contact=None, field="arrived_at", rule=RULE).rows

    assert [cell.text for cell in row.cells] == [
        *("1,200", "Refused: Start of the contact is no moment", ""),
        "a | b",
    ]
    assert row.cells[1].tone == "warn"


def test_a_row_that_is_kept_out_needs_no_reason() -> None:
    (row,) = _tried("arrived_at", contact=None, field="", rule=Message("", "")).rows

    assert row.cells[1].text == "Kept out"


@pytest.mark.parametrize(("letters", "shown"), [(160, "x" * 160), (161, "x" * 160 + "…"), (0, "")])
def test_of_a_long_row_the_beginning_is_shown(letters: int, shown: str) -> None:
    (row,) = _tried("queue", contact={}, cells=("x" * letters,)).rows

    assert row.cells[-1].text == shown


def test_a_dry_run_as_it_was_kept() -> None:
    table = preview_table(
        {
            "zone": "Europe/Berlin",
            "columns": ["contact_key", "arrived_at", "wait_s", "queue"],
            "rows": [["k", "2026-07-01T08:00:00", 65.0, None]],
        }
    )

    assert [column.key for column in table.columns] == ["arrived_at", "wait_s", "queue"]
    assert [cell.text for cell in table.rows[0].cells] == [f"Jul 1, 2026,{NB}10:00", "1:05", ""]
    assert "Europe/Berlin" in table.note
    assert "UTC" in preview_table({"columns": [], "rows": []}).note
