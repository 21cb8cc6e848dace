"""The fold is a function of the set of landed rows: order, split and repetition do not matter."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willet.core.records import TABLES
from willet.core.sources.table.contacts import empty
from willet.core.sources.table.folding import fold
from willet.core.sources.table.landed import LANDED

Importer = Callable[..., Any]
CON = duckdb.connect()
FOLDED = ("contacts", "visits", "outcomes", "answers", "agent_states")

ROW = st.fixed_dictionaries(
    {
        "contact_id": st.sampled_from(["d:1", "d:2", "d:3"]),
        "day": st.integers(1, 3),
        "revised": st.none() | st.integers(1, 3),
        "outcome": st.sampled_from(["answered", "abandoned", "blocked"]),
        "wait_s": st.none() | st.sampled_from([0.0, 5.5]),
        "resolved": st.none() | st.booleans(),
        "score": st.none() | st.integers(1, 5),
    }
)
Row = dict[str, Any]


def landed(rows: Sequence[Row]) -> None:
    CON.execute(empty())
    for row in rows:
        stamp = f"2021-03-{row['day']:02}"
        evidence = [] if row["resolved"] is None else [judgement(row["resolved"])]
        answers = [] if row["score"] is None else [answer(row["score"])]
        revised = None if row["revised"] is None else f"2021-04-{row['revised']:02}"
        CON.execute(
            "INSERT INTO landed BY NAME SELECT ? AS contact_id, 'd' AS source, ?::DATE AS local_date, "
            "36 AS local_interval, 'inbound' AS direction, ? AS outcome, ?::TIMESTAMP AS arrived_at, "
            "? AS wait_s, ?::TIMESTAMP AS revised_at, ? AS evidence, ? AS answers, ?::DATE AS part",
            [
                *(row["contact_id"], stamp, row["outcome"], f"{stamp} 09:00:00", row["wait_s"]),
                *(revised, evidence, answers, stamp),
            ],
        )


def judgement(resolved: bool) -> Row:
    parts = {"kind": "disposition", "resolved": resolved, "cause": None}
    return {**parts, "stated_at": None, "stated_by": "ann"}


def answer(score: int) -> Row:
    parts = {"instrument": "csat", "scale": "1-5", "score": float(score)}
    return {**parts, "delivered_at": None, "answered_at": None}


def folded(rows: Sequence[Row]) -> dict[str, list[tuple[Any, ...]]]:
    landed(rows)
    fold(CON)
    return {name: CON.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in FOLDED}


@pytest.mark.proof
@given(st.lists(ROW, max_size=6), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=15)
def test_order_and_repetition_do_not_matter(rows: list[Row], chance: Any) -> None:
    shuffled = rows + chance.sample(rows, k=len(rows) // 2)
    chance.shuffle(shuffled)

    assert folded(shuffled) == folded(rows)


@pytest.mark.journey("law")
@given(st.lists(ROW, min_size=1, max_size=6))
@settings(deadline=None, max_examples=15)
def test_each_contact_stands_once_and_its_newest_version_wins(rows: list[Row]) -> None:
    found = {c[0]: c for c in folded(rows)["contacts"]}

    assert len(found) == len({row["contact_id"] for row in rows})
    revised = TABLES["contacts"].names.index("revised_at")
    for contact, told in found.items():
        versions = [row["revised"] for row in rows if row["contact_id"] == contact]
        newest = max((v for v in versions if v is not None), default=None)
        assert told[revised] == (newest and datetime(2021, 4, newest))


@pytest.mark.journey("law")
@given(st.lists(ROW, min_size=1, max_size=6))
@settings(deadline=None, max_examples=15)
def test_visits_and_answers_are_those_of_the_chosen_version(rows: list[Row]) -> None:
    found = folded(rows)
    outcome = TABLES["contacts"].names.index("outcome")

    seen = {c[0] for c in found["contacts"] if c[outcome] != "blocked"}
    assert {v[0] for v in found["visits"]} == seen
    assert len(found["visits"]) == len(seen)
    assert len(found["answers"]) == len({a[0] for a in found["answers"]})


def test_the_tables_have_the_columns_of_the_records_and_the_part() -> None:
    folded([])
    for name in FOLDED:
        columns = [(c[0], c[1]) for c in CON.execute(f"DESCRIBE {name}").fetchall()]
        assert columns == [(c.name, c.type) for c in TABLES[name].columns] + [("part", "DATE")]


def test_landed_columns_are_as_they_are_told() -> None:
    CON.execute(empty())

    columns = {c[0]: c[1] for c in CON.execute("DESCRIBE landed").fetchall()}

    expected = CON.execute(
        "SELECT " + ", ".join(f"typeof(NULL::{t})" for t in LANDED.values())
    ).fetchall()[0]
    assert columns == {**dict(zip(LANDED, expected, strict=True)), "part": "DATE"}


REVISED = """
name = "desk"
zone = "UTC"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.agent]
from = "agent"
[columns.revised_at]
from = "rev"
"""


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_a_revision_moves_a_contact_to_another_day(
    importer: Importer, order: tuple[int, ...]
) -> None:
    """
    | file | id | at         | agent | rev        |
    |------|----|------------|-------|------------|
    | 0    | 1  | 2021-03-01 | ann   |            |
    | 1    | 1  | 2021-03-02 | bob   | 2021-03-05 | the newest: counts
    | 2    | 1  | 2021-03-03 | cat   | 2021-03-04 |
    """
    files = [
        "id,at,agent,rev\n1,2021-03-01,ann,\n",
        "id,at,agent,rev\n1,2021-03-02,bob,2021-03-05\n",
        "id,at,agent,rev\n1,2021-03-03,cat,2021-03-04\n",
    ]

    found = importer(*(files[n] for n in order), mapping=REVISED)

    assert found.rows("SELECT contact_id, agent, part::VARCHAR FROM contacts") == [
        ("desk:1", "bob", "2021-03-02")
    ]


@pytest.mark.journey("history")
def test_equal_revisions_fall_by_content_in_any_order(importer: Importer) -> None:
    files = [f"id,at,agent,rev\n1,2021-03-01,{agent},\n" for agent in ("ann", "bob", "cat")]

    winners = {
        importer(*order, mapping=REVISED).column("agent")[0]
        for order in (files, files[::-1], [files[1], files[0], files[2], files[1]])
    }

    assert len(winners) == 1
