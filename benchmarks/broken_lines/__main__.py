"""Break lines of the core and the rooms one at a time, drawn by the commit's hash, and run their own room's tests.

A broken line dies when a test of its own room fails, or runs beyond its time: a quick one, or else one of the room's
journeys. The long proofs are left out. Those that
live are named: a person says which of them change nothing that anybody could see, and they are replaced by the next of
the draw.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.broken_lines.breaking import Break, breaks
from benchmarks.rounds import RESULTS, write_results

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {"migrations", "site", "commands", "simulator", "locale"}
HOUSES = {"core", "levers"}
"""The folders of several rooms."""
OUTER = {"CI", "PYTEST_ADDOPTS", "DJANGO_SETTINGS_MODULE"}
"""What the run around this one is given, and is of no use to the runs inside."""
LONGEST_S = 1800.0
LINES = 60
LAYERS = ("quick", "journeys")
"""Of the tests, in the order in which they are run: what lives through the room's quick ones meets its journeys."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One broken line, and which test noticed; "" where none did."""

    broken: Break
    before: str
    died_of: str


def modules(source: Path) -> list[Path]:
    """The modules of the core and the rooms, in order."""
    return [p for p in sorted(source.rglob("*.py")) if not LEFT_OUT & set(p.parts)]


def drawn(source: Path, seed: str, count: int) -> list[Break]:
    """So many breaks, no two in one line, every line that can be broken as likely as the next."""
    by_line: dict[tuple[Path, int], list[Break]] = {}
    for module in modules(source):
        for found in breaks(module):
            by_line.setdefault((found.path, found.line), []).append(found)
    dice = random.Random(seed)
    return [dice.choice(by_line[line]) for line in dice.sample(sorted(by_line), count)]


def own_tests(module: Path, copy: Path) -> list[Path]:
    """The module's own test where there is one, then those of its room that name it, then the whole room's."""
    inside = module.relative_to(copy / "src/willet")
    depth = 2 if inside.parts[0] in HOUSES else 1
    room = copy / "tests" / Path(*inside.parts[:depth])
    own = copy / "tests" / inside.with_name(f"test_{inside.name}")
    name = ".".join(("willet", *inside.with_suffix("").parts))
    naming = (
        p for p in sorted(room.rglob("test_*.py")) if p != own and name in p.read_text("utf-8")
    )
    return [path for path in (own, *naming, room) if path.exists()]


def dies_of(broken: Break, copy: Path) -> str:
    """The first test that notices this break; "" if none does."""
    text = broken.path.read_text(encoding="utf-8")
    broken.path.write_text(broken.applied(text), encoding="utf-8")
    paths = own_tests(broken.path, copy)
    runs = ((path, layer, paths[:n]) for layer in LAYERS for n, path in enumerate(paths))
    try:
        return next((test for run in runs if (test := _run(copy, *run))), "")
    finally:
        broken.path.write_text(text, encoding="utf-8")


def _run(copy: Path, path: Path, layer: str, done_before: Sequence[Path]) -> str:
    """What fails in this layer of these tests, but for those that were run before."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-p",
        "no:randomly",
        "--tb=no",
        "--layer",
        layer,
        str(path),
        *(f"--ignore={known}" for known in done_before),
    ]
    kept = {name: value for name, value in os.environ.items() if name not in OUTER}
    environment = {**kept, "PYTHONPATH": f"{copy / 'src'}:{copy}"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=LONGEST_S, check=False
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "ran beyond its time"
    return _noticed(done)


def _noticed(done: subprocess.CompletedProcess[str]) -> str:
    """What failed; tests that could not run at all for another reason than the break are no death."""
    if done.returncode in {0, 5}:
        return ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if failed:
        return failed[0].split(" - ")[0]
    if "src/willet/" in done.stderr:  # not even the tests' own scaffold could be loaded with it
        return "could not be imported"
    raise RuntimeError(f"the tests could not run: {done.stderr or done.stdout}")


def outcomes(copy: Path, seed: str, count: int, skip: int = 0) -> Iterator[Outcome]:
    """Break, test, mend; one after another."""
    for broken in drawn(copy / "src/willet", seed, count)[skip:]:
        before = broken.path.read_text(encoding="utf-8").splitlines()[broken.line - 1].strip()
        yield Outcome(broken, before, dies_of(broken, copy))


def row(outcome: Outcome, copy: Path) -> str:
    """One line of the table of results."""
    broken = outcome.broken
    place = f"{broken.path.relative_to(copy / 'src/willet')}:{broken.line}"
    line = outcome.before.replace("|", "\\|")[:90]
    return f"| {place} | `{line}` | `{broken.new}` | {outcome.died_of or '**lives**'} |"


def main(argv: Sequence[str]) -> None:
    """Run it; the seed is the hash of the commit unless another is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--seed", default="")
    parser.add_argument(
        "--skip", type=int, default=0, help="so many lines of the draw were broken before"
    )
    parser.add_argument("--results", type=Path, default=RESULTS)
    options = parser.parse_args(argv)
    seed = options.seed or _commit()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__"))
        lines = [
            _shown(outcome, copy) for outcome in outcomes(copy, seed, options.lines, options.skip)
        ]
    died = sum("**lives**" not in line for line in lines)
    title = (
        f"{died} of {len(lines)} broken lines died in the tests of their own room (seed {seed})."
    )
    head = ["| place | line | broken to | died of |", "|---|---|---|---|"]
    write_results("Broken lines", [title, "", *head, *lines], options.results)


def _shown(outcome: Outcome, copy: Path) -> str:
    line = row(outcome, copy)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return line


def _commit() -> str:
    command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main(sys.argv[1:])
