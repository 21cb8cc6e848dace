"""A thousand races each for one job, one list entry, one spelling and one merge, on SQLite and on PostgreSQL.

Three processes run the same lines at the same time, those of the tests; what must come of it is known beforehand: each
job claimed once, each job asked for at once kept once, each entry there once, each spelling given to one agent, and
each pair merged one way.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.rounds import RESULTS, write_results
from tests.jobs.test_races import CLAIMING, FILL, SAME
from tests.lists.test_races import raced
from tests.scaffold.postgres import in_postgres, installed, served
from tests.scaffold.racing import race, run

COUNT = 1000
JOBS = "from willet.jobs.models import Job; print(Job.objects.count())"


def main() -> int:
    """All races on both databases; 1 where anything was done twice or not at all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    wanted = parser.parse_args()
    programs = installed()
    assert programs is not None, "needs Debian's postgresql"
    lines = ["| database | races | done once | s |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory(prefix="races-") as folder:
        lines += _on("SQLite", lambda name: _sqlite(Path(folder) / name))
        data = Path(tempfile.mkdtemp(prefix="races-postgres-"))
        with served(programs, data) as server:
            there = Path(folder) / "postgres"
            lines += _on("PostgreSQL", lambda name: in_postgres(server.fresh(), there / name))
    write_results("Races", lines, wanted.results)
    return any("**no**" in line for line in lines)


def _sqlite(home: Path) -> dict[str, str]:
    return os.environ | {"WILLET_HOME": str(home), "WILLET_DATABASE": ""}


def _on(database: str, rooms: Callable[[str], dict[str, str]]) -> Iterator[str]:
    for name, play in (
        ("jobs claimed", _claimed),
        ("one job asked for", _asked),
        ("names", _named),
    ):
        began = time.monotonic()
        for what, held in play(rooms(name.replace(" ", "-"))):
            took = time.monotonic() - began
            line = f"| {database} | {what} | {'yes' if held else '**no**'} | {took:.0f} |"
            print(line, file=sys.stderr, flush=True)
            yield line


def _claimed(rooms: dict[str, str]) -> Iterator[tuple[str, bool]]:
    run(rooms, FILL)
    printed = race(rooms, imports=CLAIMING, race="taken()")
    taken = Counter(int(n) for lines in printed for n in lines.split())
    yield f"{COUNT:,} jobs, each claimed", (len(taken), set(taken.values())) == (COUNT, {1})


def _asked(rooms: dict[str, str]) -> Iterator[tuple[str, bool]]:
    lines = SAME.replace("range(100), 100", f"range({COUNT}), {COUNT}")
    race(rooms, imports=lines, race="ask_all(threads=4)")
    yield (
        f"{COUNT:,} jobs, each asked for three times at once",
        run(rooms, JOBS).strip() == str(COUNT),
    )


def _named(rooms: dict[str, str]) -> Iterator[tuple[str, bool]]:
    (entries, spellings, merges), counted = raced(rooms, COUNT)
    there = list(map(int, counted.split()))
    yield f"{COUNT:,} list entries", (entries, there[0], there[4]) == (3 * COUNT, COUNT, 3 * COUNT)
    yield f"{COUNT:,} spellings", (spellings, there[1]) == (COUNT, COUNT)
    yield f"{COUNT:,} merges two ways", there[2:4] == [COUNT, 0] and COUNT <= merges <= 2 * COUNT


if __name__ == "__main__":
    sys.exit(main())
