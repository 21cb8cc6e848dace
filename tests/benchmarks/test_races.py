"""The benchmarks still run, on a small scale: both ways give the same numbers, and a section is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def raced(name: str, rows: int, folder: Path) -> str:
    places = ["--folder", str(folder), "--results", str(folder / "results.md")]
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", f"--rows={rows}", "--rounds=1", *places],
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "results.md").read_text()


@pytest.mark.proof
@pytest.mark.parametrize(
    ("name", "rows", "title"),
    [
        ("import_queue_log", 5_000, "## Import of a queue_log"),
        ("board", 3_000, "## Board of 24 metrics by day and queue"),
    ],
)
def test_a_race_compares_both_ways_and_writes_its_section(
    name: str, rows: int, title: str, tmp_path: Path
) -> None:
    once = raced(name, rows, tmp_path)
    twice = raced(name, rows, tmp_path)

    assert once.count(title) == twice.count(title) == 1
    assert "| 1 |" in twice
    assert str(tmp_path) not in twice
