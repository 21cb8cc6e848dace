"""Rows tried by a mapping: each is shown as it is read, whatever line breaks its cells hold."""

from itertools import product

import pytest

from willet.core.lake.engine import open_engine
from willet.core.sources.table.mapping import FileForm, Rule, TableMapping
from willet.core.sources.table.proposing import try_rows

GOOD, BAD = "2026-03-02 09:00", "never"
MAPPING = TableMapping("x", {"arrived_at": (Rule(columns=("at",)),)}, file=FileForm(), zone="UTC")


@pytest.mark.parametrize(
    ("sign", "heading"), list(product(["", "\n", "\r\n", "\r", "\n\n"], [False, True]))
)
def test_the_row_that_is_refused_is_the_one_shown_so(sign: str, heading: bool) -> None:
    header = ["at", f"a{sign}note" if heading else "note"]
    rows = [
        (2, [GOOD, f"a{sign}b"]),
        (4, [BAD, f"a{sign}b{sign}c"]),
        (7, [GOOD, "z"]),
        (8, [BAD, f"{sign}z"]),
        (9, [GOOD, ""]),
    ]

    with open_engine() as con:
        tried = try_rows(con, MAPPING, header, rows, zone=None)

    assert [(row.line, row.field, row.contact is None) for row in tried] == [
        (2, "", False),
        (4, "at", True),
        (7, "", False),
        (8, "at", True),
        (9, "", False),
    ]
