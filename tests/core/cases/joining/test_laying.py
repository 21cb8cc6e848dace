"""Rows that have not landed yet, laid over the lake's: what they will come to is what is shown now."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.desk import DAY, MONDAY, DeskCall, article, disposition, import_calls, rows_of
from willet.core.cases.joining import lay_over
from willet.core.intake import land_rows
from willet.core.lake import Lake
from willet.core.sources.rooms import RoomRow

FIRST = DeskCall(MONDAY)
SECOND = DeskCall(MONDAY + DAY, number="0302222222", agent="SIP/32")
UNHEARD = DeskCall(MONDAY + 2 * DAY)
LATER = timedelta(hours=1)

LANDED = (
    disposition(FIRST, "1"),
    article(FIRST, "2"),
    article(FIRST, "3"),
    article(SECOND, "4", "kb-8"),
)
"""2 and 3 differ in nothing but their ids."""

REWORDED = replace(disposition(FIRST, "1", resolved=False), revision=2)
GONE = RoomRow("desk", "uses", "2", 2, FIRST.came + LATER, gone=True)
MOVED = replace(article(SECOND, "3", "kb-9"), revision=2)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake that some rows of the desk have landed in."""
    folder = tmp_path_factory.mktemp("laid")
    import_calls(folder / "lake", folder, FIRST, SECOND)
    land_rows(folder / "lake", LANDED)
    return folder / "lake"


OUTCOMES = "SELECT * FROM outcomes ORDER BY ALL"
USES = "SELECT * FROM uses ORDER BY ALL"


def laid(place: Path, rows: Sequence[RoomRow], sql: str) -> list[tuple[Any, ...]]:
    """The rows of a statement with these rows laid over the lake's."""
    snapshot = Lake.at(place).snapshot()
    with snapshot.reading() as con:
        lay_over(con, snapshot, rows)
        return con.execute(sql).fetchall()


PENDING: dict[str, Sequence[RoomRow]] = {
    "nothing": (),
    "new": (disposition(SECOND, "8"), article(FIRST, "9", "kb-1")),
    "reworded": (REWORDED,),
    "taken back": (GONE,),
    "moved to another contact": (MOVED,),
    "there already": LANDED,
    "older than what is there": (replace(LANDED[0], revision=0), replace(LANDED[0], table="cases")),
    "of a call nobody told of": (article(UNHEARD, "7"), disposition(UNHEARD, "6")),
    "several wordings at once": (
        MOVED,
        REWORDED,
        replace(REWORDED, revision=3, values={"kind": "disposition", "resolved": True}),
        replace(GONE, id="4"),
    ),
}


@pytest.mark.proof
@pytest.mark.parametrize("pending", PENDING.values(), ids=PENDING.keys())
def test_laid_rows_show_what_the_landed_will(
    pending: Sequence[RoomRow], place: Path, tmp_path: Path
) -> None:
    landed = tmp_path / "lake"
    shutil.copytree(place.parent, tmp_path, dirs_exist_ok=True)
    land_rows(landed, pending)

    assert laid(place, pending, OUTCOMES) == rows_of(landed, OUTCOMES)
    assert laid(place, pending, USES) == rows_of(landed, USES)


def test_lake_itself_stays_as_it_is(place: Path) -> None:
    before = rows_of(place, USES)

    assert laid(place, [GONE], "SELECT count(*) FROM uses") == [(2,)]
    assert rows_of(place, USES) == before
