"""Fingerprints tell sets of rows apart and nothing else; parts are stored by month."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.lake.landed import LandedIndex
from willet.core.lake.landing import among, fingerprints, parts_of, store_parts
from willet.core.lake.layout import Layout
from willet.core.records import LakeError
from willet.core.sources import ReadOptions, Source

LINES = [
    "1;1;1999-01-30;7;sales;answered",
    "2;1;1999-01-31;8;sales;abandoned",
    "3;1;1999-02-01;9;help;answered",
    "4;1;1999-02-01;;help;answered",
]


def land(source: Source, tmp_path: Path, lines: list[str]) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    (tmp_path / "lines").write_text("\n".join(lines).replace(";;", ";0;"))
    source.read(con, [tmp_path / "lines"], ReadOptions(customer_key=b""))
    return con


def test_fingerprint_does_not_know_the_order(tiny: Source, tmp_path: Path) -> None:
    forward = fingerprints(land(tiny, tmp_path, LINES), tiny)
    backward = fingerprints(land(tiny, tmp_path, LINES[::-1]), tiny)

    assert forward == backward
    assert list(map(str, sorted(forward))) == ["1999-01-30", "1999-01-31", "1999-02-01"]


@pytest.mark.parametrize("swapped", [("sales", "help"), ("answered", "abandoned"), ("1;1", "2;1")])
def test_fingerprint_knows_every_field(
    tiny: Source, tmp_path: Path, swapped: tuple[str, str]
) -> None:
    day = date(1999, 1, 30)
    other = LINES[0].replace(*swapped, 1)

    before = fingerprints(land(tiny, tmp_path, LINES[:1]), tiny)
    after = fingerprints(land(tiny, tmp_path, [other]), tiny)

    assert before[day] != after[day]


def test_rows_without_a_part_are_refused(tiny: Source, tmp_path: Path) -> None:
    con = land(tiny, tmp_path, LINES)
    con.execute("UPDATE landed SET part = NULL WHERE queue = 'help'")

    with pytest.raises(LakeError, match="'tiny' landed rows without a part"):
        fingerprints(con, tiny)


@pytest.mark.parametrize(("few", "buckets"), [(4, ["1999", "1999"]), (3, ["1999-01", "1999-02"])])
def test_parts_of_one_month_share_a_file_and_those_of_a_year_with_few_rows(
    tiny: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int, buckets: list[str]
) -> None:
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", few)
    layout, con = Layout(tmp_path / "lake"), land(tiny, tmp_path, LINES)
    prints = fingerprints(con, tiny)

    where = store_parts(con, layout, tiny, prints, "run")

    assert {str(part): file for part, file in where.items()} == {
        "1999-01-30": f"tiny/{buckets[0]}/run.parquet",
        "1999-01-31": f"tiny/{buckets[0]}/run.parquet",
        "1999-02-01": f"tiny/{buckets[1]}/run.parquet",
    }


def test_stored_parts_come_back_alone(tiny: Source, tmp_path: Path) -> None:
    layout, con = Layout(tmp_path / "lake"), land(tiny, tmp_path, LINES)
    prints, index = fingerprints(con, tiny), LandedIndex()
    index.add("run", "tiny", prints, store_parts(con, layout, tiny, prints, "run"))

    chosen = parts_of(index, layout, tiny, {date(1999, 1, 31), date(1999, 2, 1)})
    absent = parts_of(index, layout, tiny, {date(2001, 1, 1)})

    ids = con.execute(f"SELECT contact_id FROM ({chosen}) ORDER BY 1").fetchall()
    assert ids == [("tiny:2",), ("tiny:3",), ("tiny:4",)]
    assert con.execute(absent).fetchall() == []


@given(st.sets(st.integers(0, 40)))
def test_among_names_these_days_and_no_other(chosen: set[int]) -> None:
    days = [date(1999, 2, 1) + timedelta(n) for n in range(41)]
    listed = ", ".join(f"(DATE '{day}')" for day in days)

    found = duckdb.execute(
        f"SELECT part FROM (VALUES {listed}) AS days(part) WHERE {among(days[n] for n in chosen)}"
    ).fetchall()

    assert {part for (part,) in found} == {days[n] for n in chosen}


def test_rows_landed_before_a_source_gained_a_column_have_null_there(
    tiny: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, con = Layout(tmp_path / "lake"), land(tiny, tmp_path, LINES)
    prints, index = fingerprints(con, tiny), LandedIndex()
    index.add("run", "tiny", prints, store_parts(con, layout, tiny, prints, "run"))

    monkeypatch.setattr(tiny, "landed", {**tiny.landed, "language": "VARCHAR"})
    rows = parts_of(index, layout, tiny, set(prints))

    found = con.execute(f"SELECT contact_id, queue, language FROM ({rows}) ORDER BY 1").fetchall()
    assert found[0] == ("tiny:1", "sales", None)
    assert len(found) == 4
