"""What `willet ask` prints of figures that are not certain yet."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from willet.commands import run
from willet.core.intake import import_files

START = date(2026, 3, 2)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten calls a day for twenty days, each of a customer of its own; agents call eight in ten solved."""
    folder: Path = tmp_path_factory.mktemp("asking")
    lines = ["contact_id,arrived_at,outcome,resolved,customer_id"]
    for day in range(20):
        for n in range(10):
            at = f"{START + timedelta(days=day)} 09:{n:02d}:00"
            lines.append(f"{day}-{n},{at},answered,{'no' if n < 2 else 'yes'},c{day}-{n}")
    (folder / "calls.csv").write_text("\n".join(lines))
    import_files(folder / "lake", "table", [folder / "calls.csv"], zone="UTC")
    return folder / "lake"


def printed(capsys: pytest.CaptureFixture[str], lake: Path, *words: str) -> str:
    assert run(["ask", "call_resolution", *words, "--lake", str(lake)]) == 0
    return capsys.readouterr().out


def test_the_table_says_what_is_estimated(lake: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys, lake)

    assert "estimated, 70 pending" in out
    assert "call_resolution is estimated in part: 70 of 200 cases are pending" in out


def test_json_flags_the_days_that_are_estimated(
    lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, Any]] = json.loads(
        printed(capsys, lake, "--by", "day", "--format", "json")
    )["rows"]

    assert [row["estimated"] for row in rows] == [False] * 13 + [True] * 7
    assert [row["pending"] for row in rows] == [0] * 13 + [10] * 7
    assert all(abs(row["value"] - 0.8) < 0.02 for row in rows)


def test_csv_has_a_column_for_what_only_some_metrics_say(
    lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, lake, "received", "--format", "csv")

    rows = {row["metric"]: row for row in csv.DictReader(io.StringIO(out))}
    assert rows["call_resolution"]["pending"] == "70"
    assert rows["received"]["pending"] == ""


def test_a_question_under_another_window_has_other_pending_cases(
    lake: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = printed(capsys, lake, "--param", "window_days=3", "--format", "json")

    assert json.loads(out)["rows"][0]["pending"] == 30
