"""The table of what was said: unknown stays empty, and names and moments are written by the page."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from willet.calls.domain.statements import each_once, statements_table
from willet.calls.domain.story import Judgement


def test_statements_are_rows_and_what_is_not_known_stays_empty() -> None:
    # kind        | solved | cause     | by  | at
    # audit       | no     | authority | Eva | 4 March
    # customer    | yes    |           |     |
    said = [
        Judgement("audit", False, "authority", datetime(2024, 3, 4, 9), "Eva"),
        Judgement("customer", True, None, None, None),
    ]

    madrid = ZoneInfo("Europe/Madrid")
    table = statements_table(said, zone=madrid, name=str.upper, when=lambda at: f"{at:%d %B}")

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["a quality audit", "no", "agent not allowed", "EVA", "04 March"],
        ["the customer’s answer", "yes", "", "", ""],
    ]
    assert table.columns[-1].label == "When (Europe/Madrid)"


def test_what_a_record_repeats_stands_once() -> None:
    at = datetime(2026, 3, 2, 9, 6, tzinfo=UTC)
    desk = Judgement("disposition", True, None, at, "Ann")
    record = replace(desk, stated_at=None)
    others = [
        replace(record, stated_by="Bob"),
        replace(record, resolved=False),
        replace(record, cause="authority"),
        replace(record, kind="audit"),
    ]

    assert each_once([desk, record, *others]) == [desk, *others]
    assert each_once([record, desk]) == [desk]
    assert each_once([record, record]) == [record, record]
    # The record tells of two words, the desk of one of them.
    assert each_once([desk, record, record]) == [desk, record]
    assert each_once([desk, desk]) == [desk, desk]
