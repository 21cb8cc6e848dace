"""Changed rows are the difference of two multisets, file against file."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.lake.changes import Replaced, changed_rows
from willet.core.lake.engine import open_engine
from willet.core.lake.files import FileRows, write_rows
from willet.core.lake.layout import Layout
from willet.core.lake.manifest import TableFile
from willet.core.records import OUTCOMES

ROWS = st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=6)


def file_of(layout: Layout, rows: list[tuple[int, bool]]) -> TableFile | None:
    with open_engine() as con:
        con.execute(OUTCOMES.ddl(part=True))
        for number, resolved in rows:
            con.execute(
                "INSERT INTO outcomes BY NAME SELECT 'tiny:' || $1 AS contact_id, $2 AS resolved, "
                "DATE '1999-01-04' AS part",
                [number, resolved],
            )
        place = FileRows("outcomes", "tiny", "1999-01")
        return write_rows(con, layout, place, "SELECT * FROM outcomes", (*OUTCOMES.names, "part"))


@pytest.mark.proof
@settings(max_examples=15, deadline=None)
@given(old=ROWS, new=ROWS)
def test_changed_rows_are_what_went_and_what_came(
    tmp_path_factory: object, old: list[tuple[int, bool]], new: list[tuple[int, bool]]
) -> None:
    layout = Layout(Path(tmp_path_factory.mktemp("lake")))  # type: ignore[attr-defined]
    replaced = Replaced(file_of(layout, old), file_of(layout, new))

    with open_engine() as con:
        rows = changed_rows(layout, "outcomes", [replaced])
        found = con.execute(f"SELECT contact_id, resolved, was FROM ({rows})").fetchall()

    went, came = Counter(old) - Counter(new), Counter(new) - Counter(old)
    expected = [(f"tiny:{n}", r, True) for n, r in went.elements()]
    expected += [(f"tiny:{n}", r, False) for n, r in came.elements()]
    assert sorted(found) == sorted(expected)


def test_nothing_replaced_is_no_row(tmp_path: Path) -> None:
    with open_engine() as con:
        assert con.execute(changed_rows(Layout(tmp_path), "outcomes", [])).fetchall() == []
