"""The benchmark of recent days still runs, pools its centres by their days, and says when the bank is not there."""

from argparse import Namespace
from pathlib import Path

import pytest

from benchmarks import recent
from willet.core.cases.backtest import Backtest


def test_centres_count_by_their_days() -> None:
    found = [
        Backtest(3, 10, error=0.02, naive_error=0.10, chance=0.01, inside=0.9),
        Backtest(3, 30, error=0.06, naive_error=0.10, chance=0.03, inside=1.0),
    ]

    row = recent._row("centres", 30, found)

    expected = "| centres | 30 | 3 | 40 | 0.1000 | 0.0500 | **0.50** | 0.0250 | 97.5% |"
    assert row == expected


@pytest.mark.proof
def test_small_run_fills_both_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "BANK", tmp_path / "nowhere")
    told = Namespace(days=16, per_day=[80], seeds=2, rows=2000)

    lines = recent.tables(tmp_path, told)

    names = [line.split("|")[1].strip() for line in lines if line.startswith("|")]
    assert names == [
        *["", "---", "Anonymous Bank: left out, no nowhere here"],
        *["centre of 80 contacts a day"] * 2,
        *["", "---"],
        "estimates of recent days, window of 7",
        "estimates of recent days, window of 30",
    ]
    assert sorted(path.name for path in tmp_path.glob("*-80-?")) == [
        "centre-16-80-1",
        "centre-16-80-2",
    ]
