"""Two ways of doing one thing, in turn, each in a process of its own; medians, ratio, and where they are written.

Machines drift by a factor of three within an hour, so only the ratio of two figures from the same run is
worth keeping.
"""

import argparse
import multiprocessing
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path
from statistics import median

import duckdb

RESULTS = Path(__file__).with_name("results.md")
TITLE = "# Results\n\nWritten by the scripts of this folder; read the ratios, not the seconds.\n"
MIB = 1024  # the kernel counts in KiB

Work = Callable[[], object]


def nothing() -> None:
    """No preparation."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One piece of work done once: seconds of wall clock and of all processors, peak memory, what it returned."""

    seconds: float
    cpu_seconds: float
    peak_mib: int
    result: object


def bare() -> duckdb.DuckDBPyConnection:
    """DuckDB as it comes, but for its progress bar."""
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")
    return con


def measured(work: Work, before: Work = nothing) -> Measured:
    """Do the work in a fresh process, so that its peak memory is its own; `before` is not timed."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_do, (work, before))


def _do(work: Work, before: Work) -> Measured:
    before()
    begins, began = time.perf_counter(), time.process_time()
    result = work()
    seconds, cpu_seconds = time.perf_counter() - begins, time.process_time() - began
    # Not getrusage: there a new process starts with the peak of the one that started it.
    status = Path("/proc/self/status").read_text()
    peak = int(re.findall(r"VmHWM:\s+(\d+)", status)[0])
    return Measured(seconds, cpu_seconds, peak // MIB, result)


@dataclass(frozen=True, slots=True)
class Race:
    """The rounds of the product (`ours`) and of its yardstick (`theirs`)."""

    ours: list[Measured]
    theirs: list[Measured]

    @property
    def ratio(self) -> float:
        """Median of the ratios of wall clock, round by round."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return median(a.seconds / b.seconds for a, b in pairs)

    @property
    def cpu_ratio(self) -> float:
        """The same of processor time, which other work on the machine disturbs less."""
        pairs = zip(self.ours, self.theirs, strict=True)
        return median(a.cpu_seconds / b.cpu_seconds for a, b in pairs)

    def rows(self, ours: str, theirs: str) -> list[str]:
        """Two lines of a Markdown table under `HEAD`."""
        return [
            f"| {theirs} | {_spread(self.theirs)} | 1 | 1 |",
            f"| {ours} | {_spread(self.ours)} | **{self.ratio:.1f}** | **{self.cpu_ratio:.1f}** |",
        ]


HEAD = [
    "| | median s | least - most | processor s | peak MiB | ratio | ratio of processor time |",
    "|---|---|---|---|---|---|---|",
]


def _spread(some: list[Measured]) -> str:
    seconds = [m.seconds for m in some]
    cpu, peak = median(m.cpu_seconds for m in some), max(m.peak_mib for m in some)
    return f"{median(seconds):.2f} | {min(seconds):.2f} - {max(seconds):.2f} | {cpu:.2f} | {peak:,}"


def raced(ours: Work, theirs: Work, rounds: int, before: Work = nothing) -> Race:
    """The yardstick and the product in turn, so many times; one run before all warms the disk's cache.

    `before` readies each process for the product (imports, first use) and is not timed.
    """
    race = Race([], [])
    measured(theirs)
    for number in range(rounds):
        race.theirs.append(measured(theirs))
        race.ours.append(measured(ours, before))
        pair = race.ours[-1].seconds, race.theirs[-1].seconds
        print(f"round {number + 1}: {pair[0]:.2f} s against {pair[1]:.2f} s", file=sys.stderr)
    return race


def options(about: str | None, *, rows: int, what: str, rounds: int) -> argparse.Namespace:
    """The command line of a benchmark: how many rows, how many rounds, where to work, where to write."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--rows", type=int, default=rows, help=f"{what} (default {rows:,})")
    parser.add_argument("--rounds", type=int, default=rounds, help=f"pairs (default {rounds})")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--kept", type=Path, help="folder whose data are made once and kept")
    parser.add_argument(
        "--results", type=Path, default=RESULTS, help="file to write a section into"
    )
    return parser.parse_args()


def machine() -> str:
    """The class of machine, without a name or a date."""
    kib = int(re.findall(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[0])
    python = platform.python_version()
    return (
        f"{os.cpu_count()} cores, {round(kib / MIB / MIB)} GiB, {platform.machine()}, "
        f"Python {python}, DuckDB {duckdb.__version__}"
    )


def write_results(name: str, lines: list[str], results: Path = RESULTS) -> None:
    """Put the lines into the file as the section of this benchmark, in place of its last one, and print them."""
    script = Path(sys.argv[0])
    module = script.parent.name if script.stem == "__main__" else script.stem
    command = " ".join(["python -m", f"benchmarks.{module}", *_sizes(sys.argv[1:])])
    section = "\n".join([f"## {name}", "", f"`{command}` on {machine()}.", "", *lines, ""])
    with Path(__file__).open() as guard:
        flock(guard, LOCK_EX)  # proofs that run side by side write into one file
        text = results.read_text("utf-8") if results.exists() else TITLE
        results.write_text(_placed(section, text, name), "utf-8")
    print(section)


def _placed(section: str, text: str, name: str) -> str:
    """The text with this section at its end, in place of the last one of this name."""
    kept = re.split(r"\n(?=## )", text.rstrip("\n"))
    kept = [part for part in kept if not part.startswith(f"## {name}\n")] + [section]
    return "\n\n".join(part.strip("\n") for part in kept) + "\n"


def _sizes(words: list[str]) -> list[str]:
    """The words of a command line without the places on this machine."""
    pairs = zip(["", *words], words, strict=False)
    return [
        word for before, word in pairs if not {before, word} & {"--folder", "--kept", "--results"}
    ]
