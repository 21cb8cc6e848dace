"""300,000 lines of both kinds of text, each of them changed, a few thousand to a file."""

import gzip
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.fuzz.mutating import mutated_line
from benchmarks.fuzz.trial import Ended, run
from willet.core.simulator import simulate

SEED = 20_260_712
LINES_OF_A_FILE = 5_000
SOURCES = ("asterisk", "table")
DELIMITER = {"asterisk": b"|", "table": b","}

Trial = tuple[str, str, Ended, str | None]


def trials(place: Path, lines: int) -> Iterator[Trial]:
    """Half of the lines are of a queue_log, half of a table; every file goes into a lake of its own."""
    for number in range(max(1, lines // LINES_OF_A_FILE)):
        source = SOURCES[number % 2]
        rnd = random.Random(SEED + number)
        whole = originals(place / "simulated")[source]
        path = place / f"{number}.{'csv' if source == 'table' else 'log'}"
        path.write_bytes(_changed(whole, DELIMITER[source], rnd))
        ended = imported(source, path, place)
        yield f"lines of {source}", path.name, ended, ended.fault()


def imported(source: str, path: Path, place: Path) -> Ended:
    """The import of a file into a lake of its own."""
    words = ["--lake", place / f"{path.name}.lake" / "lake", "--zone", "Europe/Amsterdam"]
    mapping = ["--mapping", place / "simulated" / "mapping.toml"] if source == "table" else []
    return run("import", source, path, *words, *mapping, "--accept-rejects", "--format", "json")


def originals(folder: Path) -> dict[str, bytes]:
    """The good files that are changed: a few days of an invented centre."""
    if not folder.exists():
        simulate(folder, days=7, contacts_per_day=400, seed=SEED, first_day=date(2026, 3, 23))
    return {
        "asterisk": (folder / "queue_log").read_bytes(),
        "table": gzip.decompress((folder / "contacts.csv.gz").read_bytes()),
    }


def _changed(data: bytes, delimiter: bytes, rnd: random.Random) -> bytes:
    lines = data.splitlines()
    head, body = (lines[:1], lines[1:]) if delimiter == b"," else ([], lines)
    chosen = rnd.choices(body, k=LINES_OF_A_FILE)
    return b"\n".join([*head, *(mutated_line(line, delimiter, rnd) for line in chosen)]) + b"\n"
