"""Parts bound by a contact are folded together; the others in groups that fit into memory."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from willet.core.lake import Lake, batches
from willet.core.lake.batches import around, closed
from willet.core.lake.engine import open_engine
from willet.core.sources import Source

D = {day: date(1999, *map(int, day.split("-"))) for day in ("1-4", "1-5", "2-1", "3-1", "4-1")}


@pytest.fixture
def chained(lake: Lake, store: object) -> Lake:
    """| contact | 4 Jan | 5 Jan | 1 Feb | 1 Mar | 1 Apr |
    | 1       | v1    |       | v2    |       |       |
    | 2       |       |       | v1    | v2    |       |
    | 3       |       | v1    |       |       |       |
    | 4       |       |       |       |       | v1    |
    """
    lines = (
        "1;1;1999-01-04;1;a;x", "1;2;1999-02-01;1;a;x", "2;1;1999-02-01;1;a;x",
        "2;2;1999-03-01;1;a;x", "3;1;1999-01-05;1;a;x", "4;1;1999-04-01;1;a;x",
    )  # fmt: skip
    store("run", *lines)  # type: ignore[operator]
    return lake


def test_parts_that_share_a_contact_close_over_each_other(chained: Lake, tiny: Source) -> None:
    with chained.writing() as tx, open_engine() as con:
        found = closed(con, tx.index, tx.layout, tiny, {D["1-4"]})

    assert found == {D["1-4"], D["2-1"], D["3-1"]}


def test_part_apart_closes_over_itself(chained: Lake, tiny: Source) -> None:
    with chained.writing() as tx, open_engine() as con:
        assert closed(con, tx.index, tx.layout, tiny, {D["4-1"]}) == {D["4-1"]}
        assert closed(con, tx.index, tx.layout, tiny, {date(1987, 1, 1)}) == {date(1987, 1, 1)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (100, [{"1-4", "1-5", "2-1", "3-1", "4-1"}]),
        (2, [{"1-4", "1-5", "2-1", "3-1", "4-1"}]),
        (3, [{"1-4", "1-5", "2-1", "3-1"}, {"4-1"}]),
        (1, [{"1-5"}, {"4-1"}, {"1-4", "2-1", "3-1"}]),
    ],
)
def test_groups_fit_but_never_part_a_contact(
    chained: Lake,
    tiny: Source,
    monkeypatch: pytest.MonkeyPatch,
    rows: int,
    expected: list[set[str]],
) -> None:
    monkeypatch.setattr(batches, "BATCH_ROWS", rows)

    with chained.writing() as tx, open_engine() as con:
        groups = batches.batches(con, tx.index, tx.layout, tiny, set(D.values()))

    assert sorted(map(sorted, groups)) == sorted(sorted(D[d] for d in g) for g in expected)


def test_around_takes_neighbours_on_both_sides() -> None:
    assert around({date(1999, 3, 1)}, 1) == {date(1999, 2, 28), date(1999, 3, 1), date(1999, 3, 2)}
    assert around({date(1999, 3, 1)}, 0) == {date(1999, 3, 1)}


def test_many_small_batches_give_the_same_lake(
    tmp_path: Path, tiny: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    from willet.core.sources import ReadOptions

    lines = [
        f"{n % 17};{n % 5};1999-{1 + n % 4:02}-{1 + n % 28:02};1;q{n % 3};x" for n in range(90)
    ]
    (tmp_path / "lines").write_text("\n".join(lines))
    names = []
    for size in (1000, 7, 1):
        monkeypatch.setattr(batches, "BATCH_ROWS", size)
        lake = Lake.create(tmp_path / f"lake{size}")
        with duckdb.connect() as con, lake.writing() as tx:
            tiny.read(con, [tmp_path / "lines"], ReadOptions(b""))
            tx.refold(tiny, ReadOptions(b""), tx.land(tiny, con, "run"))
            tx.commit()
        names.append(lake.snapshot().content)

    assert names == [names[0]] * 3
