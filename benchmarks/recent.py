"""Recent days estimated before they mature, against what became of them: a real bank and simulated centres.

Every day with a whole window of history before it and of maturity after it is estimated as it would have
been at the close of the day 1, 3, 7 and 14 days later. *Naive* is the share not repeated yet, *chance* about
what would be left to one who knew every contact's own chances. The bank's data may not be shipped: where
they are not found (in `$WILLET_SHARED/data/anonymous_bank`) its lines are left out, and that is said.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
from duckdb import DuckDBPyConnection

from benchmarks.rounds import RESULTS, write_results
from willet.core.cases.backtest import Backtest, backtest
from willet.core.cases.recent import recent_cohorts
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.simulator import simulate

ROOT = Path(__file__).resolve().parents[1]
BANK = Path(os.environ.get("WILLET_SHARED", ROOT.parent / "shared")) / "data/anonymous_bank"
WINDOWS = (30, 7)
ROUNDS = 5
LARGE_DAYS = 77
"""How many common days' contacts a hundred days bring: weekends are quiet."""

HEAD = [
    "| | window | age | cohorts | naive | estimate | ratio | chance | inside |",
    "|---|---|---|---|---|---|---|---|---|",
]
SPEED_HEAD = ["| | contacts | seconds | processor s |", "|---|---|---|---|"]


def bank(kept: Path) -> Path:
    """The lake of the bank."""
    mapping = ROOT / "examples/mappings/anonymous_bank.toml"
    return _once(
        kept / "bank",
        lambda lake: import_files(lake, "table", sorted(BANK.glob("0*.txt.gz")), mapping=mapping),
    )


def centre(kept: Path, *, days: int, per_day: int, seed: int) -> Path:
    """The lake of a simulated centre whose cases have to be found; a storm and a new article are planted in it."""

    def made(lake: Path) -> None:
        files = lake.with_suffix(".files")
        simulate(files, days=days, contacts_per_day=per_day, seed=seed, with_case_refs=False)
        import_files(lake, "table", [files / "contacts.csv.gz"], mapping=files / "mapping.toml")

    return _once(kept / f"centre-{days}-{per_day}-{seed}", made)


def _once(lake: Path, make: Callable[[Path], object]) -> Path:
    if not lake.exists():
        print(f"making {lake.name}", file=sys.stderr)
        make(lake)
    return lake


def tested(name: str, lakes: Sequence[Path]) -> Iterator[str]:
    """Lines of the table: the backtests of lakes alike, taken together."""
    for window in WINDOWS:
        found = [_looked_back(lake, window) for lake in lakes]
        for alike in zip(*found, strict=True):
            yield _row(name, window, alike)


def _row(name: str, window: int, alike: Sequence[Backtest]) -> str:
    weights = [b.cohorts for b in alike]

    def mean(values: list[float]) -> float:
        return float(np.average(values, weights=weights))

    naive, error = mean([b.naive_error for b in alike]), mean([b.error for b in alike])
    chance, inside = mean([b.chance for b in alike]), mean([b.inside for b in alike])
    return (
        f"| {name} | {window} | {alike[0].age_days} | {sum(weights)} | {naive:.4f} | {error:.4f} "
        f"| **{error / naive:.2f}** | {chance:.4f} | {inside:.1%} |"
    )


def _looked_back(lake: Path, window: int) -> list[Backtest]:
    with Lake.at(lake).snapshot().connect() as con:
        return backtest(con, window_days=window)


def timed(name: str, lake: Path, work: Callable[[DuckDBPyConnection], object]) -> str:
    """A line of the other table: the median of some rounds, after one that loads the libraries."""
    with Lake.at(lake).snapshot().connect() as con:
        found = con.execute("SELECT count(*) FROM links").fetchone()
        work(con)
        spent = [_clocked(con, work) for _ in range(ROUNDS)]
    wall, busy = (median(column) for column in zip(*spent, strict=True))
    return f"| {name} | {found[0] if found else 0:,} | {wall:.2f} | {busy:.2f} |"


def _clocked(
    con: DuckDBPyConnection, work: Callable[[DuckDBPyConnection], object]
) -> tuple[float, float]:
    begins, busy = time.perf_counter(), time.process_time()
    work(con)
    return time.perf_counter() - begins, time.process_time() - busy


def tables(kept: Path, told: argparse.Namespace) -> list[str]:
    """Everything that is measured, as Markdown."""
    lines, speed = [*HEAD], [*SPEED_HEAD]
    if BANK.is_dir():
        lines += tested("Anonymous Bank", [bank(kept)])
        speed.append(timed("backtest, 30 days", bank(kept), backtest))
    else:
        lines.append(f"| Anonymous Bank: left out, no {BANK.name} here | | | | | | | | |")
    for per_day in told.per_day:
        seeds = range(1, told.seeds + 1)
        lakes = [centre(kept, days=told.days, per_day=per_day, seed=seed) for seed in seeds]
        lines += tested(f"centre of {per_day:,} contacts a day", lakes)
    large = centre(kept, days=100, per_day=told.rows // LARGE_DAYS, seed=7)
    for window in reversed(WINDOWS):
        work = partial(recent_cohorts, window_days=window)
        speed.append(timed(f"estimates of recent days, window of {window}", large, work))
    return [*lines, "", *speed]


def main() -> None:
    """Make the lakes, look back from every day, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=100, help="days of a simulated centre")
    parser.add_argument("--per-day", type=int, nargs="+", default=[500, 2500])
    parser.add_argument("--seeds", type=int, default=3, help="centres of each size")
    parser.add_argument("--rows", type=int, default=1_000_000, help="contacts of the timed lake")
    parser.add_argument("--kept", type=Path, help="folder whose lakes are made once and kept")
    parser.add_argument("--results", type=Path, default=RESULTS)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="willet-recent-") as folder:
        lines = tables(told.kept or Path(folder), told)
    write_results("Recent days before they mature", lines, told.results)


if __name__ == "__main__":
    main()
