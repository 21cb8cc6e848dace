"""A lake grown step by step holds what a rebuild gives: imports, revisions, corrections and undos drawn at random.

Every history begins under a key and a seed of its own. After each step the lake is copied, and the copy built anew from
what had landed: a case or a link that differs is a fault of the steps, which look only at what a change can reach.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

from benchmarks.rounds import RESULTS, write_results
from willet.core import cases
from willet.core.intake import import_files, rebuild, undo
from willet.core.lake import Lake

REFRESH = import_module("willet.core.cases.refresh")
SEED = 20_261_128
HISTORIES = 100
STEPS = 9
DAYS = 250
CONTACTS = 400
BEGINNING = datetime(2024, 1, 8, 9)  # noqa: DTZ001 -- as a file writes it: by the clock on the wall
COLUMNS = (
    "contact_id,arrived_at,customer_id,customer_number,customer_email,topic,direction,case_ref,"
    "resolved,outcome"
)
# Customers of several identities, numbers that a household shares, ids of cases that last for months.
IDS = ["", "", *(f"C{n}" for n in range(35))]
NUMBERS = ["", "", "anonymous", *(f"+4930123{n:04}" for n in range(30))]
ADDRESSES = ["", "", "", "", *(f"p{n}@example.org" for n in range(25))]
REFS = [""] * 10 + [f"R{n}" for n in range(30)]
DIRECTIONS = ["inbound"] * 7 + ["outbound", "internal", ""]


@dataclass(slots=True)
class History:
    """One lake, and what was done with it."""

    folder: Path
    draw: random.Random
    contacts: dict[int, float] = field(default_factory=dict)
    files: int = 0

    @property
    def lake(self) -> Lake:
        """As it is now."""
        return Lake.at(self.folder / "lake")

    def take(self, numbers: Sequence[int]) -> None:
        """Import rows of these contacts; those already there come as revisions, most on their old day."""
        file = self.folder / f"{self.files}.csv"
        self.files += 1
        file.write_text("\n".join([COLUMNS, *map(self._row, numbers)]) + "\n", "utf-8")
        import_files(self.folder / "lake", "table", [file], zone="Europe/Berlin", region="DE")

    def _row(self, number: int) -> str:
        draw = self.draw
        day = self.contacts.setdefault(number, draw.uniform(0, DAYS))
        if draw.random() < 0.1:
            day = self.contacts[number] = draw.uniform(0, DAYS)
        at = BEGINNING + timedelta(seconds=round(day * 86_400))
        who = [draw.choice(values) for values in (IDS, NUMBERS, ADDRESSES)]
        rest = [draw.choice(v) for v in (["", "bill", "card"], DIRECTIONS, REFS)]
        ends = [
            draw.choice(["", "", "yes", "no"]),
            draw.choice(["answered"] * 3 + ["abandoned"]),
        ]
        return ",".join([str(number), str(at), *who, *rest, *ends])

    def grow(self) -> None:
        """A share of the contacts, anywhere in the season."""
        self.take(self.draw.sample(range(CONTACTS), self.draw.choice([3, 30, 120])))

    def join(self) -> None:
        """Let two contacts that are there be one case."""
        one, other = self.draw.sample(self._there(), 2)
        cases.join(self.lake, one, other, by="lea")

    def split(self) -> None:
        """Let one open a case of its own: as a rule one that followed others."""
        cases.split(self.lake, self.draw.choice(self._there()), by="lea")

    def withdraw(self) -> None:
        """Take a correction back."""
        made = cases.edits(self.lake)
        if made:
            cases.withdraw(self.lake, self.draw.choice(made))

    def undo(self) -> None:
        """Take an import back, but the first."""
        runs = sorted(run.run_id for run in self.lake.runs() if run.active)[1:]
        if runs:
            undo(self.folder / "lake", self.draw.choice(runs))

    def _there(self) -> list[str]:
        with self.lake.snapshot().connect() as con:
            rows = con.execute("SELECT contact_id FROM links ORDER BY contact_no = 1, contact_id")
            ids = [contact for (contact,) in rows.fetchall()]
        return ids[: max(len(ids) // 2, 20)] if self.draw.random() < 0.5 else ids

    def differs(self) -> bool:
        """Whether a rebuild of the same facts gives other cases or links."""
        copy = self.folder / "copy"
        shutil.copytree(self.folder / "lake", copy)
        shutil.copy(self.folder / "lake.key", self.folder / "copy.key")
        changed = rebuild(copy)
        shutil.rmtree(copy)
        return bool(changed)


STEPS_OF_A_HISTORY: tuple[tuple[str, Callable[[History], None]], ...] = (
    ("import", History.grow),
    ("import", History.grow),
    ("join", History.join),
    ("split", History.split),
    ("split", History.split),
    ("withdraw", History.withdraw),
    ("undo", History.undo),
)


def main() -> int:
    """All histories; 1 where a step left anything otherwise than a rebuild."""
    wanted = _options()
    steps = dict.fromkeys(dict(STEPS_OF_A_HISTORY), 0)
    wholes, faults = dict.fromkeys(steps, 0), dict.fromkeys(steps, 0)
    # As in a large lake: no year has so few rows that all of it is one file.
    with patch("willet.core.lake.buckets.FEW_ROWS", 0):
        for number in range(max(1, round(HISTORIES * wanted.share))):
            for step, name, whole, differs in _history(wanted.folder, SEED + number):
                steps[name] += 1
                wholes[name] += whole
                faults[name] += differs
                if differs:
                    print(f"FAULT history {number}, step {step}, {name}", file=sys.stderr)
    write_results("Histories", _table(steps, wholes, faults), wanted.results)
    return 1 if any(faults.values()) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of all histories (default: 1)")
    parser.add_argument("--folder", type=Path, help="where to work (default: a temporary folder)")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    return parser.parse_args()


def _history(folder: Path | None, seed: int) -> Iterator[tuple[int, str, bool, bool]]:
    """Each step's number, its name, whether it linked the whole lake, and whether it left it otherwise.

    The first fault ends a history.
    """
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=folder, prefix="history-") as place:
        (Path(place) / "lake.key").write_text(draw.randbytes(32).hex(), "ascii")
        history = History(Path(place), draw)
        history.take(range(CONTACTS // 3))
        for step in range(STEPS):
            name, do = draw.choice(STEPS_OF_A_HISTORY)
            with patch.object(REFRESH, "_rebuild", wraps=REFRESH._rebuild) as linking:
                do(history)
            differs = history.differs()
            yield step, name, linking.called, differs
            if differs:
                return


def _table(steps: dict[str, int], wholes: dict[str, int], faults: dict[str, int]) -> list[str]:
    head = [
        "| step | taken | linked the whole lake | otherwise than a rebuild |",
        "|---|---|---|---|",
    ]
    return [
        *head,
        *(f"| {name} | {n} | {wholes[name]} | {faults[name]} |" for name, n in steps.items()),
    ]


if __name__ == "__main__":
    sys.exit(main())
