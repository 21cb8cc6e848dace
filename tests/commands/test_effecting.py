"""What `willet effect` prints, and its exit statuses."""

import json
from pathlib import Path

import pytest

from tests.core.effects.conftest import course, day, names
from willet.__main__ import main
from willet.commands import run
from willet.core.lake import Lake

__all__ = ["course"]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The course of eight agents of sixteen."""
    lines = [f"{n},{day(84) if i < 8 else ''}" for i, n in enumerate(names(16))]
    path = tmp_path / "course.csv"
    path.write_text("\n".join(["unit,from", *lines]))
    return path


def printed(capsys: pytest.CaptureFixture[str], lake: Lake, path: Path, *more: str) -> str:
    words = ["next_contact_avoidance", "--exposures", str(path), "--unit", "agent", *more]
    assert run(["effect", *words, "--lake", str(lake.path)]) == 0
    return capsys.readouterr().out


def test_json_is_the_contract(
    course: Lake, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = json.loads(printed(capsys, course, listed, "--format", "json"))

    assert list(result) == [
        "metric",
        "design",
        "estimate",
        "low",
        "high",
        "units",
        "treated",
        "placebo",
        "power",
        "verdict",
        "tell_from",
        "notes",
        "allowing_for_drift",
    ]
    assert list(result["allowing_for_drift"]) == ["estimate", "low", "high"]
    assert list(result["placebo"]) == ["p", "parts"]
    assert list(result["placebo"]["parts"][0]) == ["name", "estimate", "low", "high"]
    assert (result["verdict"], result["units"], result["treated"]) == ("worked", 16, 8)
    assert 0 < result["low"] < result["estimate"] < result["high"]
    assert 0 < result["power"] < 1


def test_weeks_are_added_where_they_are_asked_for(
    course: Lake, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = json.loads(printed(capsys, course, listed, "--by-weeks", "--format", "json"))

    assert [week["week"] for week in result["weeks"]] == list(range(-12, 14))


def test_table_says_verdict_design_and_notes(
    course: Lake, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, course, listed, "--by-weeks")

    assert " points" in out
    assert "\nWorked: chance does not explain" in out
    assert "\ndifference in differences: 8 exposed, 8 others, power " in out
    assert " week -12" in out
    assert " placebo before_start" in out


def test_worth_and_filter_reach_the_verdict(
    course: Lake, listed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--worth", "0.3", "--where", "queue = 'sales'", "--param", "window_days=5")

    result = json.loads(printed(capsys, course, listed, *words, "--format", "json"))

    assert result["verdict"] == "less_than_worth"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--unit", "agent"], "--exposures"),
        (["--exposures", "none.csv"], "--unit"),
        (["--exposures", "none.csv", "--unit", "floor"], "invalid choice: 'floor'"),
        (["--exposures", "none.csv", "--unit", "agent"], "There is no file none.csv"),
        (["--exposures", "x", "--unit", "agent", "--worth", "much"], "invalid float"),
        (["--exposures", "x", "--unit", "agent", "--param", "y"], "has no '='"),
    ],
)
def test_wrong_request_is_status_2_in_a_sentence(
    course: Lake, capsys: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    status = main(["effect", "call_resolution", *words, "--lake", str(course.path)])

    assert status == 2
    assert expected in capsys.readouterr().err


def test_missing_lake_is_said(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["call_resolution", "--exposures", str(listed), "--unit", "agent", "--lake", "none"]

    assert main(["effect", *words]) == 2
    assert "There is no lake at none" in capsys.readouterr().err
