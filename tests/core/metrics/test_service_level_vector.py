"""One data set, seven published answers: 1000 answered, 860 of them in time, 60 abandoned (20 in time, 10 short).

| | waited s | visits |
|---|---|---|
| answered | 12 | 860 |
| answered | 45 | 140 |
| abandoned | 3 | 10 |
| abandoned | 15 | 10 |
| abandoned | 60 | 40 |

From ICMI and Call Centre Helper, where the same calls give 81.1 % to 94.3 %.
"""

from typing import Any

import pytest
from duckdb import DuckDBPyConnection

PUBLISHED = {
    "service_level_answered": 86.0,
    "service_level": 81.1,
    "service_level_late_abandons": 82.7,
    "service_level_no_short_abandons": 81.9,
    "service_level_abandons_in_target": 83.0,
    "service_level_short_abandons_in_target": 82.1,
    "answer_rate": 94.3,
}
VISITS = [
    ("answered", 12, 860),
    ("answered", 45, 140),
    ("abandoned", 3, 10),
    ("abandoned", 15, 10),
    ("abandoned", 60, 40),
]


@pytest.fixture(autouse=True)
def published_visits(con: DuckDBPyConnection) -> None:
    """The visits of the table above."""
    for outcome, wait, times in VISITS:
        con.execute(
            "INSERT INTO visits (contact_id, visit_no, source, direction, outcome, wait_s, local_date)"
            " SELECT ? || n, 1, 's', 'inbound', ?, ?, DATE '1999-01-04' FROM range(?) t(n)",
            [f"{outcome}{wait}:", outcome, wait, times],
        )


@pytest.mark.parametrize("metric", PUBLISHED)
def test_a_published_service_level_comes_out(metric: str, ask: Any) -> None:
    row = ask(metric).row

    assert round(row.value * 100, 1) == PUBLISHED[metric]
    assert row.low < row.value < row.high


def test_all_seven_come_out_of_one_question(ask: Any) -> None:
    answer = ask(list(PUBLISHED))

    assert {r.metric: round(r.value * 100, 1) for r in answer.rows} == PUBLISHED


@pytest.mark.parametrize(
    ("profile", "published"),
    [("asterisk", 86.0), ("genesys", 82.7), ("amazon", 83.0), ("willet", 81.1)],
)
def test_a_profile_gives_the_number_that_system_would(
    profile: str, published: float, ask: Any
) -> None:
    row = ask("service_level", profile=profile).row

    assert round(row.value * 100, 1) == published


def test_a_wider_target_is_a_parameter(ask: Any) -> None:
    row = ask("service_level", params={"target_s": "45"}).row

    assert round(row.value * 100, 1) == 94.3


def test_abandonment_is_strict(ask: Any) -> None:
    assert round(ask("abandonment_rate").row.value * 100, 1) == 5.7
