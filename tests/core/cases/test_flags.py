"""The linker, the curve and the stored links mean by inbound, outbound and handled what a page means of a row."""

from typing import TypeAlias

import numpy as np
import pytest
from duckdb import DuckDBPyConnection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.cases.conftest import contact, put
from willet.core.cases import DEFAULT
from willet.core.cases.build import build
from willet.core.cases.curve import passes
from willet.core.cases.curve.columns import columns_of
from willet.core.cases.curve.filter import filter_of
from willet.core.cases.frame import sequence_of
from willet.core.cases.people import recognise
from willet.core.cases.span import span_of
from willet.core.lake.engine import open_engine
from willet.core.metrics import Question, holds
from willet.core.records import TABLES, Direction, Outcome

Truths: TypeAlias = list[bool]
DRAWN = st.lists(
    st.tuples(st.sampled_from([None, *Direction]), st.sampled_from([None, *Outcome])),
    min_size=1,
    max_size=12,
)
Drawn: TypeAlias = list[tuple[str | None, str | None]]


def lake_of(con: DuckDBPyConnection, drawn: Drawn) -> None:
    """The tables of a lake, with these contacts in their order, an hour apart, each of a customer of its own."""
    for table in TABLES:
        put(con, table, [], table)
    rows = [
        contact(f"{n:02}", n / 24, n, direction=direction, outcome=outcome)
        for n, (direction, outcome) in enumerate(drawn)
    ]
    put(con, "contacts", rows, "contacts")


def expected(flag: str, drawn: Drawn) -> Truths:
    """The flag of each contact; what is not known does not hold."""
    return [holds(flag, direction=d, outcome=o) is True for d, o in drawn]


@pytest.mark.journey("law")
@settings(max_examples=25)
@given(drawn=DRAWN)
def test_masks_of_linker_and_curve_are_the_flags(drawn: Drawn) -> None:
    with open_engine() as con:
        lake_of(con, drawn)
        recognise(con)
        con.execute("CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts")
        counts = sequence_of(con).counts
        answered = con.execute("SELECT answered FROM ordered ORDER BY rowid").fetchnumpy()
        bits = columns_of(con, span_of(con, "UTC"), filter_of(Question.of("fcr_case")), {}).flags

    assert counts.tolist() == expected("inbound", drawn)
    assert answered["answered"].tolist() == expected("handled", drawn)
    assert np.array(bits & passes.RECEIVED != 0).tolist() == expected("inbound", drawn)
    assert np.array(bits & passes.OUTBOUND != 0).tolist() == expected("outbound", drawn)
    assert np.array(bits & passes.HANDLED != 0).tolist() == expected("handled", drawn)


@settings(max_examples=10)
@given(drawn=DRAWN)
def test_links_keep_the_flag_of_their_contact(drawn: Drawn) -> None:
    with open_engine() as con:
        lake_of(con, drawn)
        recognise(con)
        con.execute("CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts")
        build(con, DEFAULT, span_of(con, "UTC"))
        stored = dict(con.execute("SELECT contact_id, handled FROM new_links").fetchall())

    flags = enumerate(expected("handled", drawn))
    assert stored == {f"t:{number:02}": handled for number, handled in flags}
