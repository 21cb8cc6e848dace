"""What one more day, and a hundred rows of it, cost a lake of six months and one of five years.

Both end on the same day, and their last months are the same; processor time and bytes are those of the import alone,
in a process that has imported before. The lake of years is that of months, ten times over.
"""

import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.one_day.adding import add, copy_lake, made_lakes, warm
from benchmarks.one_day.world import ENDS, few_rows, write_days
from benchmarks.rounds import MIB, Measured, measured, options, write_results

FEW = 100
HEAD = [
    "| rows | lake | contacts | processor s | least - most | MiB written | to the smaller lake |",
    "|---|---|---|---|---|---|---|",
]


@dataclass(frozen=True, slots=True)
class Added:
    """What rounds of one import came to."""

    contacts: int
    rounds: list[Measured]
    mib: float

    @property
    def cpu_s(self) -> float:
        """The median of processor seconds."""
        return median(m.cpu_seconds for m in self.rounds)

    def row(self, rows: str, lake: str, other: "Added") -> str:
        """A line of the table."""
        spread = [m.cpu_seconds for m in self.rounds]
        return (
            f"| {rows} | {lake} | {self.contacts:,} | {self.cpu_s:.2f} | {min(spread):.2f} - {max(spread):.2f} |"
            f" {self.mib:.1f} | **{self.cpu_s / other.cpu_s:.2f}** |"
        )


def _added(lake: Path, file: Path, mapping: Path, rounds: int, few: Path) -> Added:
    from willet.core.lake import Lake  # slow import

    contacts = sum(f.rows for f in Lake.at(lake).snapshot().manifest.of("contacts"))
    all_rounds, written = [], 0
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=few.parent) as name:
            copy_lake(lake, Path(name) / "home" / "lake")
            place = Path(name) / "home" / "lake"
            before = {path for path in place.rglob("*") if path.is_file()}
            work = partial(add, place, file, mapping)
            all_rounds.append(measured(work, partial(warm, few.parent, few, mapping)))
            new = (path for path in place.rglob("*") if path.is_file() and path not in before)
            written = sum(path.stat().st_size for path in new)
    return Added(contacts, all_rounds, written / MIB / MIB)


def main() -> None:
    """Make the lakes, add the day and the few rows to each, write the result."""
    args = options(__doc__, rows=10_000_000, what="contacts of the larger lake, about", rounds=3)
    with tempfile.TemporaryDirectory(dir=args.folder, prefix="willet-bench-") as name:
        folder = Path(args.kept or name)
        months, years = made_lakes(folder)
        day, mapping = write_days(folder / "made", ENDS, ENDS)
        few = few_rows(day, FEW)
        lines = [*HEAD]
        for rows, file in (("one day", day), (f"{FEW} rows", few)):
            short, long = (
                _added(lake, file, mapping, args.rounds, few) for lake in (months, years)
            )
            lines += [short.row(rows, "6 months", short), long.row(rows, "5 years", short)]
    write_results("One more day", lines, args.results)


if __name__ == "__main__":
    main()
