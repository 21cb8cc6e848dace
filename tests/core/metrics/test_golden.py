"""Every metric of the catalogue on one hand-drawn centre, against figures worked out by hand."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from willet.core.metrics import catalogue

GOLDEN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "golden.toml").read_text("utf-8"))


@pytest.fixture
def centre(draw: Any, con: DuckDBPyConnection) -> DuckDBPyConnection:
    """The hand-drawn centre."""
    for table, text in GOLDEN["tables"].items():
        draw(table, text)
    con.execute("UPDATE answers SET scale = replace(scale, '_', ' ') WHERE scale LIKE '1-7_%'")
    con.execute("UPDATE answers SET scale = '1-7 high_is_easy' WHERE scale = '1-7 high is easy'")
    return con


def test_every_metric_has_a_golden_row() -> None:
    assert set(GOLDEN["figures"]) == set(catalogue())


@pytest.mark.parametrize("name", list(GOLDEN["figures"]))
def test_a_metric_is_what_was_worked_out_by_hand(
    name: str, centre: DuckDBPyConnection, ask: Any
) -> None:
    value, n, *coverage = GOLDEN["figures"][name]

    row = ask(name).row

    assert (row.value, row.n) == (pytest.approx(value, rel=1e-11), n)
    assert row.coverage == (pytest.approx(coverage[0], rel=1e-11) if coverage else None)
    assert row.reason is None


@pytest.mark.journey("law")
def test_all_metrics_in_one_question_are_what_they_are_alone(
    centre: DuckDBPyConnection, ask: Any
) -> None:
    together = ask(list(catalogue()))

    alone = [ask(name).row for name in catalogue()]

    assert together.rows == alone


def test_silent_cases_go_like_the_handled_cases_that_speak(
    centre: DuckDBPyConnection, ask: Any
) -> None:
    row = ask("call_resolution").row

    # all six cases: two surely solved; the silent one and that of the unknown caller could be
    assert row.bound_low == pytest.approx(2 / 6, rel=1e-11)
    assert row.bound_high == pytest.approx(4 / 6, rel=1e-11)
    assert row.bound_low < row.value < row.bound_high
