"""Answers of two versions: what is the same, what differs and why, and metrics that one of them alone knows."""

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.answers import comparing
from benchmarks.answers.comparing import compare

EXPECTED = """
[[change]]
metric = "wait_*"
by = "day"
kind = "interval|row new"
why = "counted otherwise"

[[change]]
metric = "survey_*"
kind = "metric new"
why = "there were none"
"""
FIGURES = {"value": 0.5, "n": 10, "low": 0.3, "high": 0.7, "coverage": None, "none": False}


def _row(metric: str, by: str = "", cell: str = "", **other: object) -> dict[str, object]:
    place = {"data": "bank", "metric": metric, "by": [by] if by else [], "variant": {}}
    return {**place, "cell": [cell] if by else [], **FIGURES, **other}


def _compared(
    tmp_path: Path, before: list[dict[str, object]], after: list[dict[str, object]]
) -> tuple[Counter[tuple[str, ...]], Counter[str]]:
    files = (tmp_path / "before.jsonl", tmp_path / "after.jsonl")
    for path, rows in zip(files, (before, after), strict=True):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return compare(*files)


@pytest.fixture(autouse=True)
def _expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "expected.toml"
    path.write_text(EXPECTED, "utf-8")
    monkeypatch.setattr(comparing, "EXPECTED", path)


def test_equal_answers_differ_in_nothing(tmp_path: Path) -> None:
    rows = [_row("wait_p50"), _row("wait_p50", "day", "2026-03-01", value=None, none=True)]
    assert _compared(tmp_path, rows, list(reversed(rows))) == (Counter(), Counter())


def test_what_is_expected_is_named_by_its_reason_and_nothing_beside_it(tmp_path: Path) -> None:
    before = [_row("wait_p50", "day", "a"), _row("wait_p50", "queue", "a"), _row("answer_rate")]
    after = [
        _row("wait_p50", "day", "a", low=0.2, value=0.6),
        _row("wait_p50", "day", "b"),
        _row("wait_p50", "queue", "a", high=0.8),
        _row("answer_rate", n=11),
    ]
    unexplained, explained = _compared(tmp_path, before, after)
    assert explained == {"counted otherwise": 2}
    assert unexplained == {
        ("bank", "wait_p50", "day", "value"): 1,
        ("bank", "wait_p50", "queue", "interval"): 1,
        ("bank", "answer_rate", "whole", "n"): 1,
    }


def test_a_metric_that_one_version_alone_knows_is_one_difference(tmp_path: Path) -> None:
    new = [_row("survey_resolution", "day", day) for day in ("a", "b", "c")]
    unexplained, explained = _compared(
        tmp_path, [_row("answer_rate"), _row("nps")], [_row("answer_rate"), *new, _row("ces")]
    )
    assert explained == {"there were none": 1}
    assert unexplained == {
        ("all", "nps", "whole", "metric gone"): 1,
        ("all", "ces", "whole", "metric new"): 1,
    }


def test_a_row_that_is_gone_is_not_overlooked(tmp_path: Path) -> None:
    before = [_row("answer_rate"), _row("answer_rate", "day", "a")]
    unexplained, _ = _compared(tmp_path, before, before[:1])
    assert unexplained == {("bank", "answer_rate", "day", "row gone"): 1}
