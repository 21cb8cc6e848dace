"""Only what no reader can need is swept away."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from willet.core.lake import Lake
from willet.core.lake.sweep import KEPT, sweep
from willet.core.sources import ReadOptions, Source

Store = Callable[..., set[date]]
COUNT = "SELECT count(*) FROM contacts"


def grow(store: Store, first: int, last: int) -> None:
    for n in range(first, last):
        store(f"r{n}", f"{n};1;1999-01-04;7;sales;answered")


def files(folder: Path) -> set[Path]:
    return {p for p in folder.rglob("*") if p.is_file()}


@pytest.mark.journey("history")
def test_old_states_go_and_the_last_few_stay(lake: Lake, store: Store) -> None:
    grow(store, 0, 6)

    sweep(lake.layout, 6, grace_s=0)

    numbers = sorted(p.name for p in lake.layout.manifests.iterdir() if "landed" not in p.name)
    assert numbers == ["000004.json", "000005.json", "000006.json"]
    assert len(files(lake.layout.tables / "contacts")) == KEPT
    assert len(files(lake.layout.landed)) == 6


@pytest.mark.journey("history")
def test_recently_replaced_states_stay(lake: Lake, store: Store) -> None:
    grow(store, 0, 6)

    sweep(lake.layout, 6, grace_s=60)

    assert len(files(lake.layout.tables / "contacts")) == 6


@pytest.mark.journey("history")
def test_state_that_someone_reads_stays_until_it_is_let_go(lake: Lake, store: Store) -> None:
    grow(store, 0, 1)
    con = Lake.at(lake.path).snapshot().connect()
    gc.collect()
    grow(store, 1, 6)

    sweep(lake.layout, 6, grace_s=0)
    assert con.execute(COUNT).fetchall() == [(1,)]

    con.close()
    del con
    gc.collect()
    sweep(lake.layout, 6, grace_s=0)
    assert not lake.layout.manifest(1).exists()


def test_leavings_of_a_killed_writer_go(lake: Lake, store: Store) -> None:
    grow(store, 0, 1)
    before = files(lake.path)
    leavings = [
        lake.layout.tables / "contacts" / "tiny" / "1999-01-feedfeed.parquet",
        lake.layout.landed / "tiny" / "1999-01" / "dead.parquet",
        lake.layout.scratch / "half.parquet",
        lake.layout.manifest(2),
        lake.layout.landed_index(2),
        lake.layout.runs / "dead.json",
        lake.layout.manifests / ".000002.json.4711",
    ]
    for path in leavings:
        path.parent.mkdir(exist_ok=True)
        path.write_text("half")

    with lake.writing():
        pass

    assert files(lake.path) == before


def test_landed_rows_of_a_dropped_run_stay_as_long_as_its_state(
    lake: Lake, store: Store, tiny: Source
) -> None:
    grow(store, 0, 1)
    with lake.writing() as tx:
        tx.refold(tiny, ReadOptions(b""), tx.drop("r0", tiny))
        tx.commit()
    landed = len(files(lake.layout.landed))

    grow(store, 1, 4)
    sweep(lake.layout, 5, grace_s=0)

    assert landed == 1
    assert sorted(p.name for p in files(lake.layout.landed)) == [
        "r1.parquet",
        "r2.parquet",
        "r3.parquet",
    ]
