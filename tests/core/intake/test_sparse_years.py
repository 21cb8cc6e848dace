"""Years with few rows are one file each: the same lake in whatever order its rows came, went and crossed the line.

A row of the tiny source is a contact; so are those of cases and links. Six rows of a year are few here, seven are many.
"""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from willet.core.intake import check, import_files, rebuild, renew, undo
from willet.core.lake import Lake
from willet.core.lake.format import FORMAT

Write = Callable[..., Path]
FEW = 6


@pytest.fixture(autouse=True)
def _six_rows_are_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("willet.core.lake.buckets.FEW_ROWS", FEW)


def line(number: int, day: str, queue: str = "sales") -> str:
    return f"{number};1;{day};{number % 3};{queue};answered"


def year(name: int, rows: int) -> list[str]:
    """So many contacts of a year, in as many months as there are."""
    return [line(name * 100 + n, f"{name}-{n % 12 + 1:02}-04") for n in range(rows)]


def buckets(place: Path, table: str) -> list[str]:
    return [file.bucket for file in Lake.at(place).snapshot().manifest.of(table)]


def content(place: Path) -> str:
    return Lake.at(place).snapshot().content


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (0, []),
        (1, ["1999"]),
        (FEW, ["1999"]),
        (FEW + 1, [f"1999-{month:02}" for month in range(1, FEW + 2)]),
    ],
)
@pytest.mark.parametrize("table", ["contacts", "cases", "links"])
def test_a_year_of_few_rows_is_one_file(
    place: Path, write: Write, table: str, rows: int, expected: list[str]
) -> None:
    import_files(place, "tiny", [write("a", *year(1999, rows), line(1, "2005-06-01"))])

    assert buckets(place, table) == [*expected, "2005"]


@pytest.mark.proof
def test_a_year_that_grows_is_parted_and_one_that_shrinks_put_together(
    place: Path, write: Write
) -> None:
    rows = year(1999, FEW + 3)
    import_files(place, "tiny", [write("a", *rows[:FEW])])
    one = content(place)

    more = import_files(place, "tiny", [write("b", *rows[FEW:])])
    parted = buckets(place, "contacts")
    undo(place, str(more.run_id))

    assert (len(parted), buckets(place, "contacts")) == (FEW + 3, ["1999"])
    assert content(place) == one
    # Rows that only came to rest in another file are no change of theirs.
    assert (more.contacts_new, more.contacts_revised, more.contacts_removed) == (3, 0, 0)
    assert [str(day) for day in more.days_changed] == ["1999-07-04", "1999-08-04", "1999-09-04"]


@pytest.mark.journey("history")
def test_a_month_that_changes_leaves_the_others_of_a_full_year(place: Path, write: Write) -> None:
    import_files(place, "tiny", [write("a", *year(1999, 24))])
    before = {f.bucket: f.hash for f in Lake.at(place).snapshot().manifest.of("contacts")}

    import_files(place, "tiny", [write("b", line(7, "1999-03-09"))])

    after = {f.bucket: f.hash for f in Lake.at(place).snapshot().manifest.of("contacts")}
    assert {bucket for bucket in after if after[bucket] != before[bucket]} == {"1999-03"}


def drawn(draw: random.Random) -> list[str]:
    days = [f"{y}-{m:02}-{d:02}" for y in (1999, 2000, 2001) for m in (1, 5, 12) for d in (1, 28)]
    return [line(n, draw.choice(days)) for n in range(draw.randrange(8, 26))]


@pytest.mark.proof
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.proof) for n in (1, 2))])
def test_order_pieces_and_repetition_leave_no_trace(
    tmp_path: Path, write: Write, seed: int
) -> None:
    draw = random.Random(seed)
    rows = drawn(draw)
    whole, pieces = tmp_path / "one", tmp_path / "other"
    import_files(whole, "tiny", [write("whole", *rows)])

    gone = import_files(pieces, "tiny", [write("gone", *year(2000, 9), *year(2001, 3))]).run_id
    for n, some in enumerate(_pieces(draw, rows)):
        import_files(pieces, "tiny", [write(f"p{n}", *some)])
    undo(pieces, str(gone))

    assert content(pieces) == content(whole)
    assert not check(pieces).damaged
    rebuild(pieces)
    assert content(pieces) == content(whole)


def _pieces(draw: random.Random, rows: Sequence[str]) -> list[list[str]]:
    mixed = draw.sample(list(rows), len(rows))
    cut = draw.randrange(1, len(rows))
    again = draw.sample(mixed, 3)
    return [mixed[:cut], [*mixed[cut:], *again]]


@pytest.mark.proof
def test_a_lake_whose_every_month_is_a_file_comes_up_by_itself(
    place: Path, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [*year(1999, 4), *year(2000, 20)]
    with monkeypatch.context() as earlier:
        earlier.setattr("willet.core.lake.buckets.FEW_ROWS", 0)
        import_files(place, "tiny", [write("a", *rows[:9])])
        import_files(place, "tiny", [write("b", *rows[9:])])
        undone = import_files(place, "tiny", [write("c", line(5, "2003-01-01"))])
        undo(place, str(undone.run_id))
        with Lake.at(place).writing() as tx:
            tx.format = FORMAT - 1
            tx.commit()
        assert len(buckets(place, "contacts")) == 4 + 12

    assert renew(place)

    import_files(tmp_path / "fresh", "tiny", [write("whole", *rows)])
    assert content(place) == content(tmp_path / "fresh")
    assert buckets(place, "contacts") == ["1999", *(f"2000-{m:02}" for m in range(1, 13))]
    assert not check(place).damaged
    assert not renew(place)


@pytest.mark.journey("history")
def test_files_follow_rows_and_not_months(place: Path, write: Write) -> None:
    rows = [
        line(n, f"{1990 + n // 12}-{n % 12 + 1:02}-0{n % 9 + 1}") for n in range(300)
    ]  # twelve a year
    few = FEW * 2

    with pytest.MonkeyPatch.context() as here:
        here.setattr("willet.core.lake.buckets.FEW_ROWS", few)
        import_files(place, "tiny", [write("a", *rows)])

    files = Lake.at(place).snapshot().manifest.files
    assert len(files) == 25 * len({file.table for file in files})
    assert len(list((place / "landed").rglob("*.parquet"))) == 25
