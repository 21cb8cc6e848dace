"""What `willet worth` prints, and its exit statuses."""

import json
from pathlib import Path

import pytest

from tests.core.worth.test_telling import lake
from willet.__main__ import main
from willet.commands import run
from willet.core.lake import Lake

__all__ = ["lake"]


def test_json_is_the_contract(lake: Lake, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["worth", "--lake", str(lake.path), "--days", "20", "--format", "json"]) == 0

    result = json.loads(capsys.readouterr().out)

    assert list(result) == [
        "window_days",
        "days",
        "cases",
        "customers",
        "solved",
        "outcomes",
        "curves",
        "notes",
    ]
    assert (result["window_days"], result["days"], result["cases"]) == (7.0, 20, 69)
    assert [o["name"] for o in result["outcomes"]] == ["returned", "later_contacts", "effort"]
    assert list(result["outcomes"][0]["adjusted"]) == [
        "solved",
        "not_solved",
        "difference",
        "low",
        "high",
    ]
    (curve,) = result["curves"]
    sides = [f"{side}{end}" for side in ("solved", "not_solved") for end in ("", "_low", "_high")]
    assert list(curve) == ["name", *sides]
    assert [len(curve[side]) for side in sides] == [21] * 6


def test_text_shows_both_comparisons_and_their_limits(
    lake: Lake, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("customer,left\nnobody,2024-02-09\n")

    run(["worth", "--lake", str(lake.path), "--customers", str(customers)])

    out = capsys.readouterr().out
    assert " came back " in out
    assert "69 settled cases of 60 customers: 49 solved at first contact, 20 not" in out
    assert "\nThe difference goes with resolution" in out
    assert "\nNone of the customers given has a settled case" in out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--customers", "none.csv"], "There is no file none.csv"),
        (["--days", "0"], "a whole number from 1 to 365"),
        (["--where", "quueue = 'x'"], "queue"),
    ],
)
def test_wrong_request_is_status_2_in_a_sentence(
    lake: Lake, capsys: pytest.CaptureFixture[str], words: list[str], expected: str
) -> None:
    assert main(["worth", "--lake", str(lake.path), *words]) == 2
    assert expected in capsys.readouterr().err
