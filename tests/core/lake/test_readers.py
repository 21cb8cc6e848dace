"""Readers in other processes see whole states, however many writes pass under them."""

import subprocess
import sys
from pathlib import Path

import pytest

from willet.core.lake import Lake
from willet.core.records import TABLES

READER = """
import sys
from pathlib import Path
from willet.core.lake import Lake

place, stop = Path(sys.argv[1]), Path(sys.argv[2])
lake, torn, seen = Lake.at(place), 0, set()
asked = "SELECT count(*), min(queue), max(queue) FROM {}"
print("ready", flush=True)
while not stop.exists() or not seen:
    con = lake.snapshot().connect()
    found = {con.execute(asked.format(t)).fetchall()[0] for t in ("contacts", "visits")}
    (count, low, high) = next(iter(found))
    torn += len(found) != 1 or low != high or (count != 0 and count != 300)
    seen.add(high)
print(torn, len(seen))
"""


def write(lake: Lake, generation: int) -> None:
    """Replace every row of two tables and three months by those of a generation."""
    with lake.writing(grace_s=0) as tx, tx.connect() as con:
        for table in ("contacts", "visits"):
            for month in ("1999-01", "1999-02", "1999-03"):
                con.execute(TABLES[table].ddl("mine"))
                con.execute(
                    f"INSERT INTO mine BY NAME SELECT '{month}' || n AS contact_id, 'g{generation}' "
                    f"AS queue, DATE '{month}-01' AS local_date FROM range(100) r(n)"
                )
                tx.replace(table, "tiny", month, con, "mine")
        tx.commit()


@pytest.mark.proof
def test_no_reader_sees_a_torn_state(tmp_path: Path) -> None:
    lake, stop = Lake.create(tmp_path / "lake"), tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(lake.path), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"

    for generation in range(12):
        write(lake, generation)
    stop.touch()

    told = [reader.communicate()[0].split() for reader in readers]
    assert [torn for torn, _ in told] == ["0"] * 2
    assert max(int(states) for _, states in told) > 1
