"""Files changed at random, files that mean harm, and lakes with flipped bits: every command ends as promised.

Run as `python -m benchmarks.fuzz`; `--share 0.1` does a tenth. The seeds were fixed before the first run.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fuzz import files, lakes, large, lines
from benchmarks.fuzz.trial import Ended
from benchmarks.rounds import RESULTS, write_results

LINES = 300_000
FILES_OF_A_KIND = 60
LAKES = 120


@dataclass(slots=True)
class Tally:
    """What became of the trials of one group."""

    trials: int = 0
    by_status: dict[int, int] = field(default_factory=dict)
    peak_mib: int = 0
    slowest_s: float = 0.0
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, ended: Ended, fault: str | None) -> None:
        """Count one trial."""
        self.trials += 1
        status = -1 if ended.status is None else ended.status
        self.by_status[status] = self.by_status.get(status, 0) + 1
        self.peak_mib = max(self.peak_mib, ended.peak_mib)
        self.slowest_s = max(self.slowest_s, ended.seconds)
        if fault is not None:
            self.faults.append(f"{name}: {fault}")
            print(f"FAULT {name}: {fault}\n{ended.told[-2000:]}", file=sys.stderr)


Trial = tuple[str, str, Ended, str | None]
"""Group, name, how it ended, what was not as promised."""


def main() -> int:
    """Run all groups; 1 where anything was not as promised."""
    wanted = _options()
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory(dir=wanted.folder, prefix="fuzz-") as place:
        for group, name, ended, fault in _trials(Path(place), wanted.share):
            tallies.setdefault(group, Tally()).add(name, ended, fault)
    write_results("Fuzz", _table(tallies), wanted.results)
    return 1 if any(t.faults for t in tallies.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of all trials (default: 1)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    return parser.parse_args()


def _trials(place: Path, share: float) -> Iterator[Trial]:
    yield from lines.trials(place / "lines", round(LINES * share))
    yield from files.trials(place / "files", max(2, round(FILES_OF_A_KIND * share)))
    yield from large.trials(place / "large")
    yield from lakes.trials(place / "lakes", max(6, round(LAKES * share)))


def _table(tallies: dict[str, Tally]) -> list[str]:
    head = ["| what | trials | status 0 / 1 / 2 / 3 | most MiB | slowest s | faults |"]
    rows = [f"| {name} | {_cells(t)} |" for name, t in tallies.items()]
    faults = [f"- {fault}" for t in tallies.values() for fault in t.faults]
    return [*head, "|---|---|---|---|---|---|", *rows, "", *(faults or ["No fault."])]


def _cells(tally: Tally) -> str:
    statuses = " / ".join(str(tally.by_status.get(n, 0)) for n in range(4))
    return f"{tally.trials} | {statuses} | {tally.peak_mib} | {tally.slowest_s:.1f} | {len(tally.faults)}"


if __name__ == "__main__":
    sys.exit(main())
