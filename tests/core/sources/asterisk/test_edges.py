"""Small logs that centres have, each with what is true of it; the figures come from what happened, not from the code.

`fixtures/edges` holds them, all names and numbers invented.
"""

from pathlib import Path
from typing import Any

import pytest

EDGES = Path(__file__).parent / "fixtures" / "edges"

STATES = "SELECT reason, CAST(epoch(until_at) - epoch(from_at) AS INTEGER) FROM agent_states ORDER BY from_at"
CALLS = "SELECT outcome, agent, talk_s FROM contacts ORDER BY arrived_at"
TRUE: dict[str, list[tuple[str, list[tuple[Any, ...]]]]] = {
    # name: (question, answer) ...
    "latin1-queue-log": [(CALLS, [("answered", "Jörg Müller", 60)])],
    "utf16-queue-log": [(CALLS, [("answered", "PJSIP/31", 60)])],
    "cr-line-ends": [(CALLS, [("answered", "PJSIP/31", 60)])],
    "epoch-ms": [(CALLS, [("answered", "PJSIP/31", 60)])],
    "blanks-in-names": [
        (
            "SELECT queue, agent, talk_s FROM contacts",
            [("desk", "Ann Lee", 60), ("desk", "Ann Lee", 60)],
        )
    ],
    "old-connect": [
        (
            "SELECT outcome, wait_s, ring_s, talk_s FROM visits ORDER BY entered_at",
            [("answered", 20, None, 60), ("answered", 30, None, None)],
        )
    ],
    "full-joinempty": [
        (
            "SELECT outcome, ended_by, wait_s FROM contacts ORDER BY arrived_at",
            [("blocked", "system", 0)] * 3 + [("overflowed", "system", 20)],
        )
    ],
    "two-agents-one-call": [
        (CALLS, [("answered", "PJSIP/31", 60)]),
        ("SELECT count(*) FROM visits", [(1,)]),
    ],
    "agent-interfaces": [("SELECT DISTINCT agent FROM contacts", [("PJSIP/31",)])],
    "attended-transfer-into-queue": [
        ("SELECT outcome, talk_s, transfers FROM contacts", [("answered", 202, 1)]),
        (
            "SELECT queue, agent, wait_s, talk_s FROM visits ORDER BY visit_no",
            [("desk", "PJSIP/31", 12, 29), ("second", "PJSIP/52", 7, 173)],
        ),
    ],
    "one-id-two-calls": [
        (
            "SELECT local_date::VARCHAR, outcome FROM contacts ORDER BY 1",
            [("2026-03-02", "answered"), ("2026-03-09", "abandoned")],
        ),
        ("SELECT count(DISTINCT number_key) FROM contacts", [(2,)]),
    ],
    "local-member-transfer": [
        (
            "SELECT outcome, talk_s, transfers FROM contacts ORDER BY arrived_at",
            [("answered", 23, 1), ("answered", 60, 0)],
        ),
        ("SELECT talk_s FROM visits ORDER BY entered_at", [(15,), (8,), (60,)]),
    ],
    "pause-other-queue-left": [(STATES, [("Lunch", 600)])],
    "member-added-paused": [(STATES, [(None, 600)])],
    "unpause-pause-one-second": [(STATES, [("Lunch", 600), ("Meeting", 300)])],
    "pause-over-weekend": [(STATES, [("Weekend", 226_800)])],
    "yes-no-vi": [
        (
            "SELECT resolved, count(*) FROM contacts GROUP BY 1 ORDER BY 1",
            [(False, 5), (True, 5)],
        )
    ],
}


@pytest.mark.parametrize(
    ("name", "sql", "rows"), [(name, *pair) for name, pairs in TRUE.items() for pair in pairs]
)
def test_each_situation_is_told_as_it_was(
    fold: Any, name: str, sql: str, rows: list[tuple[Any, ...]]
) -> None:
    told = fold(EDGES / f"{name}.queue_log")

    assert told.rows(sql) == rows
    assert told.landing.rejects.total == 0


@pytest.mark.parametrize(
    ("name", "line", "field", "value"),
    [("ring", 2, "ring", "•••••84"), ("year-1", 2, "time", "0001-01-01 00:00:00")],
)
def test_one_bad_line_costs_itself_alone(
    fold: Any, name: str, line: int, field: str, value: str
) -> None:
    landing = fold(EDGES / f"{name}.queue_log").landing

    assert [(r.line, r.field, r.value) for r in landing.rejects.first] == [(line, field, value)]
    assert landing.rows_folded == landing.rows_read - 1
