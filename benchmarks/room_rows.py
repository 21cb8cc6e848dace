"""A hundred rows that people enter in rooms, brought into a lake of one million contacts and into one of ten million.

The small lake holds the last six months of a centre, the large one five years of the very same centre, so that
the rows speak of the same calls. Half of them are dispositions, which cases hear, half are articles used. Each
landing is done in a process that has landed rows before, as the worker has. *Tenth in a row*: nine landings came in the
minutes before, and their states are still kept for readers.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import mkdtemp

from benchmarks.one_day.world import BEGINS, ENDS, write_days
from benchmarks.rounds import Measured, measured, options, write_results
from willet.core.intake import import_files, land_rows, renew
from willet.core.lake import Lake
from willet.core.sources.rooms import About, RoomRow
from willet.core.sources.rooms.rows import Value

ROWS = 100
LAKES = {"small": date(2026, 3, 2), "large": BEGINS}
"""Lake -> its first day; the last is the same in both."""
NAMES = {"small": "1 million over 6 months", "large": "10 million over 5 years"}
KINDS = ("100 rows", "the tenth 100 in a row", "the same 100 again")
_CALLS = """
    SELECT contact_id, source, arrived_at FROM contacts
    WHERE local_date = ? AND outcome = 'answered' ORDER BY arrived_at, contact_id LIMIT ?
"""


@dataclass(frozen=True)
class Landed:
    """What landing cost on one lake."""

    lake: str
    kind: str
    runs: Sequence[Measured]

    @property
    def cpu_s(self) -> float:
        """Median of the processor time, seconds."""
        return median(run.cpu_seconds for run in self.runs)


def made(kept: Path, which: str) -> Path:
    """The lake of that name, made where it is not there yet."""
    folder = kept / which
    if (folder / "READY").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    for first, last in years(LAKES[which], ENDS - timedelta(days=1)):
        file, mapping = write_days(folder / "made", first, last)
        import_files(folder / "lake", "table", [file], mapping=mapping)
        file.unlink()
    (folder / "READY").write_text("")
    return folder


def years(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The stretches of at most a year that make up these days, both inclusive."""
    while first <= last:
        end = min(last, first + timedelta(days=365))
        yield first, end
        first = end + timedelta(days=1)


def copied(lake: Path, place: Path) -> Path:
    """A copy that shares the files, which are never changed once they are written."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    subprocess.run(["cp", "-al", str(lake / "lake"), str(place / "lake")], check=True)
    shutil.copy2(lake / "lake.key", place / "lake.key")
    return place / "lake"


def rows_of(place: Path, batch: int) -> list[RoomRow]:
    """A hundred rows about calls of the last day but one, others for each batch."""
    day = ENDS - timedelta(days=2)
    with Lake.at(place).snapshot().reading() as con:
        calls = con.execute(_CALLS, [day, (batch + 1) * ROWS]).fetchall()[batch * ROWS :]
    return [_row(n + batch * ROWS, *call) for n, call in enumerate(calls)]


def _row(number: int, contact_id: str, source: str, arrived_at: datetime) -> RoomRow:
    came = arrived_at.replace(tzinfo=UTC)
    call_id = contact_id.partition(":")[2]
    about = About(source, call_id, agent="Agent 7", at=came + timedelta(seconds=20))
    at = came + timedelta(minutes=5)
    if number % 2:
        said: dict[str, Value] = {"kind": "disposition", "resolved": number % 4 == 1}
        return RoomRow("desk.said", "outcomes", str(number), 1, at, said, about)
    used: dict[str, Value] = {"kind": "article", "ref": f"kb-{number % 9}", "how": "read"}
    return RoomRow("desk.used", "uses", str(number), 1, at, used, about)


def readied(tiny: Path) -> None:
    """What a worker has done before: its loops are compiled, its libraries loaded."""
    land_rows(tiny, rows_of(tiny, 0))
    land_rows(tiny, [], anew=True)


def landing(place: Path, batch: int) -> int:
    """Land a hundred rows; how many days of the lake changed."""
    return len(land_rows(place, rows_of(place, batch)).days_changed)


def measure(lake: Path, which: str, folder: Path, rounds: int, tiny: Path) -> list[Landed]:
    """The landings on one lake, each kind so many times."""
    runs: dict[str, list[Measured]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        place = copied(lake, folder / which)
        renew(place)  # a kept lake may be of an earlier Willet
        before = partial(readied, tiny)
        for batch in range(10):
            kind = {0: KINDS[0], 9: KINDS[1]}.get(batch)
            if kind is None:
                landing(place, batch)
            else:
                runs[kind].append(measured(partial(landing, place, batch), before))
        runs[KINDS[2]].append(measured(partial(landing, place, 9), before))
        print(which, [runs[kind][-1].cpu_seconds for kind in KINDS], file=sys.stderr)
    assert all(run.result == 1 for kind in KINDS[:2] for run in runs[kind])
    assert all(run.result == 0 for run in runs[KINDS[2]])
    return [Landed(which, kind, runs[kind]) for kind in KINDS]


def lines_of(landed: Sequence[Landed]) -> list[str]:
    """The table: processor time on both lakes, and how they compare."""
    cpu_s = {(one.lake, one.kind): one.cpu_s for one in landed}
    head = ["| processor s | " + " | ".join(NAMES.values()) + " | ratio |", "|---|---|---|---|"]
    rows = [
        f"| {kind} | {cpu_s['small', kind]:.2f} | {cpu_s['large', kind]:.2f} | "
        f"**{cpu_s['large', kind] / cpu_s['small', kind]:.2f}** |"
        for kind in KINDS
    ]
    return [*head, *rows]


def main() -> None:
    """Make the lakes, land the rows, write the section."""
    given = options(__doc__, rows=ROWS, what="rows of rooms a landing", rounds=3)
    folder = given.folder or Path(mkdtemp(prefix="willet-room-rows-"))
    kept = given.kept or folder / "kept"
    file, mapping = write_days(folder / "few", ENDS - timedelta(days=3), ENDS - timedelta(days=1))
    import_files(folder / "tiny" / "lake", "table", [file], mapping=mapping)
    landed = [
        one
        for which in LAKES
        for one in measure(made(kept, which), which, folder, given.rounds, folder / "tiny" / "lake")
    ]
    write_results("Rows of rooms", lines_of(landed), given.results)


if __name__ == "__main__":
    main()
