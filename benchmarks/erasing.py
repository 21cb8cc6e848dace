"""A person erased from a lake of a million contacts: what it costs, and that nothing brings them back.

The oracle is another lake, made from the same table with that person's cells left blank; every table of the two must be
the same, row for row. Then the same file is imported once more, and an older copy of the whole home is put back.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from willet.core.intake import SoughtPerson, erase, import_files, keep_erased
from willet.core.lake import Lake
from willet.core.records import TABLES

SEED = 20_261_128
CUSTOMERS_PER_CONTACT = 0.3
DAYS = 180
ONE = 4_711
"""The customer who is erased."""
ZONE = "Europe/Amsterdam"
ROWS = """
    SELECT 'c' || i AS contact_id,
        (DATE '2026-01-01' + CAST(hash(i, {seed}) % {days} AS INTEGER) + INTERVAL 8 HOUR
            + INTERVAL (CAST(hash(i, {seed}, 1) % 36000 AS INTEGER)) SECOND)::VARCHAR AS arrived_at,
        'queue ' || hash(i, {seed}, 2) % 8 AS queue,
        'agent ' || hash(i, {seed}, 3) % 200 AS agent, 'team ' || hash(i, {seed}, 3) % 10 AS team,
        'topic ' || hash(i, {seed}, 4) % 12 AS topic,
        CASE WHEN hash(i, {seed}, 5) % 10 = 0 THEN 'abandoned' ELSE 'answered' END AS outcome,
        CASE WHEN hash(i, {seed}, 5) % 10 > 0 THEN hash(i, {seed}, 6) % 600 END AS talk_s,
        hash(i, {seed}, 7) % {customers} AS who,
        '+316' || lpad((10000000 + who)::VARCHAR, 8, '0') AS phone,
        CASE WHEN hash(i, {seed}, 8) % 3 = 0 THEN 'k' || who END AS customer_id
    FROM range({contacts}) t(i)
"""


def main() -> None:
    """Make, erase, import again, put back; print what each came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--contacts", type=int, default=1_000_000)
    contacts = parser.parse_args().contacts
    with tempfile.TemporaryDirectory(prefix="willet-erasing-") as folder:
        for line in measured(Path(folder), contacts):
            print(line, flush=True)


def measured(folder: Path, contacts: int) -> list[str]:
    """The lines of the report."""
    file, blank = folder / "calls.csv", folder / "blank.csv"
    write_tables(file, blank, contacts)
    home = folder / "here/home"
    home.mkdir(parents=True)
    lake = home / "lake"
    lines = [f"{contacts:,} contacts"]
    lines.append(timed("import", lambda: import_files(lake, "table", [file], zone=ZONE)))
    shutil.copytree(home, folder / "copy")
    held = []
    lines.append(
        timed("erase", lambda: held.append(erase(lake, SoughtPerson(number=number_of(ONE)))))
    )
    lines.append(f"contacts of theirs: {held[0].contacts}")
    after = content(lake)
    lines.append(f"same as with blank cells: {after == oracle(folder, blank, home / 'lake.key')}")
    lines.append(
        timed("the same file again", lambda: import_files(lake, "table", [file], zone=ZONE))
    )
    lines.append(f"same as before it: {content(lake) == after}")
    shutil.rmtree(home)
    shutil.move(folder / "copy", home)
    lines.append(f"an older copy has them: {content(lake) != after}")
    lines.append(timed("the older copy opened", lambda: keep_erased(lake)))
    lines.append(f"same as before it: {content(lake) == after}")
    return lines


def number_of(customer: int) -> str:
    """The number of a customer."""
    return f"+316{10_000_000 + customer:08}"


def write_tables(file: Path, blank: Path, contacts: int) -> None:
    """The table, and the table in which one customer's cells are blank."""
    given = {"seed": SEED, "days": DAYS, "contacts": contacts}
    rows = ROWS.format(customers=int(contacts * CUSTOMERS_PER_CONTACT), **given)
    duckdb.execute(f"COPY (SELECT * EXCLUDE (who) FROM ({rows})) TO '{file}' (HEADER)")
    cells = ", ".join(
        f"CASE WHEN who <> {ONE} THEN {c} END AS {c}" for c in ("phone", "customer_id")
    )
    duckdb.execute(
        f"COPY (SELECT * EXCLUDE (who) REPLACE ({cells}) FROM ({rows})) TO '{blank}' (HEADER)"
    )


def oracle(folder: Path, blank: Path, key: Path) -> dict[str, tuple[int, int]]:
    """What the lake would hold had the person's cells been blank."""
    home = folder / "oracle/home"
    home.mkdir(parents=True)
    shutil.copy(key, home / "lake.key")
    import_files(home / "lake", "table", [blank], zone=ZONE)
    return content(home / "lake")


def content(lake: Path) -> dict[str, tuple[int, int]]:
    """Of every table how many rows, and a sum over their hashes that no order changes."""
    with Lake.at(lake).snapshot().reading() as con:
        return {t: _summed(con, t) for t in TABLES}


def _summed(con: duckdb.DuckDBPyConnection, table: str) -> tuple[int, int]:
    ((rows, total),) = con.execute(f'SELECT count(*), sum(hash(t)) FROM "{table}" t').fetchall()
    return int(rows), int(total or 0)


def timed(what: str, work: Callable[[], object]) -> str:
    """Do it, and say how long it took by the clock and the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    took, used = time.perf_counter() - clock, time.process_time() - processor
    return f"{what}: {took:.1f} s, {used:.1f} s of processor time"


if __name__ == "__main__":
    main()
