"""Files of every kind that can be read, changed as wholes, and the mappings and settings beside them."""

import gzip
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import duckdb

from benchmarks.fuzz.lines import Trial, imported, originals
from benchmarks.fuzz.mutating import mutated_bytes, mutated_inside
from benchmarks.fuzz.trial import Ended, run
from willet.core.lake.engine import quoted

SEED = 20_260_713
ROWS = 1_500
Change = Callable[[bytes, random.Random], bytes]


def trials(place: Path, of_a_kind: int) -> Iterator[Trial]:
    """So many changed files of each kind, each imported into a lake of its own."""
    made = _made(place)
    for name, (source, data, change) in made.items():
        rnd = random.Random(f"{SEED} {name}")
        for number in range(of_a_kind):
            path = place / f"{number}-{name}"
            path.write_bytes(change(data, rnd))
            ended = imported(source, path, place)
            yield f"files: {name}", path.name, ended, ended.fault()
            path.unlink()
    yield from _mappings(place, of_a_kind)
    yield from _settings(place, of_a_kind)


def _made(place: Path) -> Mapping[str, tuple[str, bytes, Change]]:
    whole = originals(place / "simulated")
    head, *lines = whole["table"].splitlines(keepends=True)
    table = head + b"".join(lines[:ROWS])
    log = b"".join(whole["asterisk"].splitlines(keepends=True)[:ROWS])
    (place / "whole.csv").write_bytes(table)
    book = _as_workbook(place)
    return {
        "calls.csv": ("table", table, mutated_bytes),
        "calls.tsv": ("table", table.replace(b",", b"\t"), mutated_bytes),
        "utf16.csv": ("table", table.decode().encode("utf-16"), mutated_bytes),
        "calls.csv.gz": ("table", gzip.compress(table, mtime=0), mutated_bytes),
        "calls.parquet": ("table", _as_parquet(place), mutated_bytes),
        "calls.xlsx": ("table", book, mutated_bytes),
        "inside.xlsx": ("table", book, mutated_inside),
        "queue_log": ("asterisk", log, mutated_bytes),
        "queue_log.gz": ("asterisk", gzip.compress(log, mtime=0), mutated_bytes),
        "queue_log.db": ("asterisk", _as_database(place, log), mutated_bytes),
    }


def _as_parquet(place: Path) -> bytes:
    path = place / "whole.parquet"
    with duckdb.connect(config={"threads": 1}) as con:
        rows = f"SELECT * FROM read_csv({quoted(str(place / 'whole.csv'))})"
        con.execute(f"COPY ({rows}) TO {quoted(str(path))} (FORMAT parquet)")
    return path.read_bytes()


def _as_workbook(place: Path) -> bytes:
    import csv

    import xlsxwriter

    path = place / "whole.xlsx"
    with xlsxwriter.Workbook(path) as book, (place / "whole.csv").open(encoding="utf-8") as file:
        sheet = book.add_worksheet()
        for number, row in enumerate(csv.reader(file)):
            sheet.write_row(number, 0, row)
    return path.read_bytes()


def _as_database(place: Path, log: bytes) -> bytes:
    path = place / "whole.db"
    names = ("time", "callid", "queuename", "agent", "event", *(f"data{n}" for n in range(1, 6)))
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"CREATE TABLE queue_log ({', '.join(names)})")
        rows = [line.split("|", 9) for line in log.decode().splitlines()]
        padded = [(*row, *[""] * (len(names) - len(row))) for row in rows]
        db.executemany(f"INSERT INTO queue_log VALUES ({', '.join('?' * len(names))})", padded)
        db.commit()
    return path.read_bytes()


def _mappings(place: Path, number: int) -> Iterator[Trial]:
    good = (place / "simulated" / "mapping.toml").read_bytes()
    rnd = random.Random(f"{SEED} mapping")
    for n in range(number):
        path = place / f"{n}-mapping.toml"
        path.write_bytes(mutated_bytes(good, rnd))
        lake = place / f"{path.name}.lake" / "lake"
        ended = run("import", "table", place / "whole.csv", "--mapping", path, "--lake", lake)
        yield "files: mapping.toml", path.name, ended, ended.fault()


def _settings(place: Path, number: int) -> Iterator[Trial]:
    lake = place / "settings" / "lake"
    words = ("--zone", "Europe/Amsterdam", "--mapping", place / "simulated" / "mapping.toml")
    run("import", "table", place / "whole.csv", "--lake", lake, *words)
    good, rnd = (lake / "lake.toml").read_bytes(), random.Random(f"{SEED} settings")
    for n in range(number):
        (lake / "lake.toml").write_bytes(mutated_bytes(good, rnd))
        ended: Ended = run("ask", "received", "--lake", lake)
        yield "files: lake.toml", f"{n}-lake.toml", ended, ended.fault((0, 3))
    (lake / "lake.toml").write_bytes(good)
