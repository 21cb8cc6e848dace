"""Logs that Wazo's own tests use: other tables, other times, other events."""

import csv
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def cases(shared_data: Path) -> dict[str, dict[str, Any]]:
    text = (shared_data / "telephony_logs" / "wazo" / "xivo_queue_log.json").read_text()
    return {case["id"].rsplit("::", 1)[1]: case for case in json.loads(text)["cases"]}


def as_csv(case: dict[str, Any], path: Path) -> Path:
    rows = case["tables"][0]["rows"]
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.proof
def test_no_case_of_wazo_breaks_the_reader(fold: Any, cases: Any, tmp_path: Path) -> None:
    for name, case in cases.items():
        if not case["tables"] or not case["tables"][0]["rows"]:
            continue
        landing = fold(as_csv(case, tmp_path / f"{name}.csv"), zone="UTC").landing
        assert landing.rows_read == len(case["tables"][0]["rows"]), name
        assert landing.rows_folded + landing.rows_kept + landing.rejects.total == landing.rows_read


def test_wrap_up_seconds_by_hour_as_wazo_counts_them(fold: Any, cases: Any, tmp_path: Path) -> None:
    case = cases["test_get_wrapup_time"]
    states = fold(as_csv(case, tmp_path / "wrapup.csv"), zone="UTC").rows(
        "SELECT agent, from_at, until_at FROM agent_states WHERE state = 'acw'"
    )
    assert len(states) == 7
    for begins, agents in case["expected"][0]["value"].items():
        hour = datetime.fromisoformat(begins).replace(tzinfo=None)
        for number in (1, 2):
            inside = sum(
                max(
                    timedelta(), min(until, hour + timedelta(hours=1)) - max(begin, hour)
                ).total_seconds()
                for agent, begin, until in states
                if agent == f"Agent/{number}"
            )
            assert inside == agents[f"($agent_id_{number},NONE)"]["wrapup_time"]["seconds"]


def test_pauses_as_wazo_counts_them(fold: Any, cases: Any, tmp_path: Path) -> None:
    case = cases["test_get_pause_intervals_in_range"]
    states = fold(as_csv(case, tmp_path / "pauses.csv"), zone="UTC").rows(
        "SELECT from_at, until_at FROM agent_states ORDER BY 1"
    )
    ((_, expected),) = case["expected"][0]["value"].items()
    want = [[datetime(*t["args"][:6]) for t in interval] for interval in expected]
    assert [list(state) for state in states] == want
