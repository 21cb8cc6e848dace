"""Causes as they were said or suggested, and what could be recovered, worked out by hand."""

from functools import partial

import numpy as np
import pytest

from tests.core.cases.conftest import Fill, Row, contact, said
from willet.core.cases.causes import Only, count_unsolved, pareto, unsolved
from willet.core.cases.within import EVERYTHING
from willet.core.metrics import Question, among, both, either
from willet.core.records import UnknownNameError
from willet.core.statistics.better_quarter import recoverable

asked = partial(Question.of, "fcr_case")


def no(name: str, who: int, **more: object) -> Row:
    """An unresolved case of one contact."""
    return contact(name, 0, who, resolved=False, **more)


def test_what_was_said_stands_and_the_rest_is_marked_as_suggested(fill: Fill) -> None:
    rows = [
        no("a", 1, cause="authority", agent_tenure_days=5),
        no("b", 2),
        no("c", 3, disposition="Wartet auf Freigabe", agent_tenure_days=5),
        no("d", 4, agent_tenure_days=5, transfers=1),
        no("e", 5, transfers=1),
        no("f", 6, hold_s=300.0),
        no("g", 7),
        contact("h", 0, 8, resolved=True),
        contact("i", 0, 9, outcome="abandoned", resolved=False),
    ]
    outcomes = [said("audit", False, of="b", cause="information")]

    with fill(rows, outcomes=outcomes).snapshot().connect() as con:
        found = [(u.cause, u.who, u.signals) for u in unsolved(con)]

    assert found == [
        ("authority", "desk", ()),
        ("information", "audit", ()),
        ("authority", "suggested", ("words of the disposition", "new agent")),
        ("turnover", "suggested", ("new agent", "handed on")),
        ("authority", "suggested", ("handed on",)),
        ("information", "suggested", ("long hold",)),
        (None, None, ()),
    ]


def _team(agent: str, start: int, n: int, bad: int, cause: str) -> list[Row]:
    return [
        contact(f"{agent}{i:03}", 0, start + i, agent=agent, topic="bill", resolved=i >= bad,
                cause=cause if i < bad else None)
        for i in range(n)
    ]  # fmt: skip


def test_recoverable_cases_are_those_above_the_better_quarter_of_agents(fill: Fill) -> None:
    #  agent  topic  cases  authority
    #  ann    bill   60     24
    #  bob    bill   60      6          better quarter of its topic
    #  cid    fix    40     30          nobody beside him
    rows = _team("ann", 0, 60, 24, "authority") + _team("bob", 100, 60, 6, "authority")
    rows += [row | {"topic": "fix"} for row in _team("cid", 200, 40, 30, "authority")]

    with fill(rows).snapshot().connect() as con:
        (bar,) = pareto(con)

    two = recoverable(np.array([60.0, 60.0]), np.array([24.0, 6.0]), np.array([0, 0]))
    assert two is not None
    assert (bar.recoverable, bar.low, bar.high) == (two.value, two.low, two.high)
    assert (bar.cause, bar.lever, bar.cases, bar.compared) == ("authority", "authority", 60, 30)
    assert (bar.desk, bar.customer, bar.audit, bar.suggested) == (60, 0, 0, 0)


def test_agents_who_differ_by_chance_alone_leave_nothing_to_recover(fill: Fill) -> None:
    """Six agents with 6, 8, 10, 10, 12, 14 of 40: less apart than chance puts them (chi-square 4.2 of 5)."""
    counts = (6, 8, 10, 10, 12, 14)
    rows = [row for i, bad in enumerate(counts)
            for row in _team(f"ag{i}", 100 * i, 40, bad, "information")]  # fmt: skip

    with fill(rows).snapshot().connect() as con:
        (bar,) = pareto(con)

    assert bar.low == 0.0
    # To the level of the best as counted it would be 60 - 6 * 6 = 24 cases.
    assert (bar.recoverable or 99) < 8


def test_nothing_is_said_recoverable_where_nobody_can_be_compared(fill: Fill) -> None:
    rows = _team("ann", 0, 40, 10, "information") + _team("bob", 100, 5, 0, "information")

    with fill(rows).snapshot().connect() as con:
        (bar,) = pareto(con)

    assert (bar.cases, bar.recoverable, bar.low, bar.high) == (10, None, None, None)


def test_selection_holds_for_causes_and_slices(fill: Fill) -> None:
    rows = [no("a", 1, queue="sales"), no("b", 2, queue="help")]

    with fill(rows).snapshot().connect() as con:
        found = unsolved(con, asked(where=among("queue", ["help"])))

    assert [u.case_id for u in found] == ["case:t:b"]


def test_a_consult_is_a_signal_of_its_own_and_stronger_than_a_transfer(fill: Fill) -> None:
    rows = [
        no("a", 1, tags=["consulted"]),
        no("b", 2, tags=["consulted", "second_level"], transfers=1),
        no("c", 3, tags=["second_level"], transfers=1),
        no("d", 4, tags=["consulted"], agent_tenure_days=5),
    ]

    with fill(rows).snapshot().connect() as con:
        found = [(u.cause, u.signals) for u in unsolved(con)]

    assert found == [
        ("complexity", ("asked a colleague",)),
        ("complexity", ("asked a colleague", "handed on")),
        ("authority", ("handed on",)),
        ("turnover", ("new agent", "asked a colleague")),
    ]


def test_a_centre_s_own_cause_stands_beside_the_four_and_has_no_lever(fill: Fill) -> None:
    rows = [no("a", 1, cause="parts late"), no("b", 2, cause="parts late"), no("c", 3)]

    with fill(rows).snapshot().connect() as con:
        found = [(b.cause, b.lever, b.cases, b.desk) for b in pareto(con)]

    assert found == [("parts late", None, 2, 2), (None, None, 1, 0)]


MIXED = [
    no("a", 1, cause="authority", agent="ann", team="north", queue="sales"),
    no("b", 2, agent="bob", team="south", queue="help", transfers=1),
    no("c", 3, agent="cid", team=None, queue=None),
]


BOB = among("agent", ["bob"])
ANN_OR_SOUTH = either(among("agent", ["ann"]), among("team", ["south"]))
NO_ROW = either()


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize(
    ("of", "only", "names"),
    [
        (EVERYTHING, Only(cause="authority"), "ab"),
        (EVERYTHING, Only(cause="authority", who="suggested"), "b"),
        (EVERYTHING, Only(who="desk"), "a"),
        (EVERYTHING, Only(cause=""), "c"),
        (EVERYTHING, Only(who=""), "c"),
        (EVERYTHING, Only(any_contact=ANN_OR_SOUTH), "ab"),
        (EVERYTHING, Only(any_contact=NO_ROW), ""),
        (asked(where=among("queue", ["help", None])), Only(), "bc"),
        (asked(where=both(among("team", ["north"]), among("queue", ["sales"]))), Only(), "a"),
        (asked(where=both(among("agent", ["ann", "bob"]), BOB)), Only(), "b"),
    ],
)
def test_the_list_is_cut_by_cause_by_who_said_it_and_by_what_may_be_seen(
    fill: Fill, of: Question, only: Only, names: str
) -> None:
    with fill(MIXED).snapshot().connect() as con:
        found = [u.case_id for u in unsolved(con, of, only)]
        counted = count_unsolved(con, of, only)

    assert found == [f"case:t:{name}" for name in names]
    assert counted == len(names)


def test_the_list_comes_in_pages_newest_first(fill: Fill) -> None:
    rows = [contact(str(i), i, i, resolved=False) for i in range(5)]

    with fill(rows).snapshot().connect() as con:
        pages = [[u.case_id for u in unsolved(con, limit=2, offset=at)] for at in (0, 2, 4)]

    assert pages == [["case:t:4", "case:t:3"], ["case:t:2", "case:t:1"], ["case:t:0"]]


def test_a_cell_of_no_dimension_is_refused(fill: Fill) -> None:
    with (
        fill(MIXED).snapshot().connect() as con,
        pytest.raises(UnknownNameError, match="column"),
    ):
        pareto(con, asked(where=among("1=1 OR queue", ["x"])))


@pytest.mark.journey("walk", but_first=True)
@pytest.mark.parametrize(
    ("row", "signals"),
    [
        ({"agent_tenure_days": 89}, ("new agent",)),
        ({"agent_tenure_days": 90}, ()),
        ({"hold_s": 120.0}, ()),
        ({"hold_s": 120.5}, ("long hold",)),
        ({"hold_s": None, "agent_tenure_days": None}, ()),
    ],
)
def test_an_agent_is_new_below_90_days_and_a_hold_long_above_two_minutes(
    fill: Fill, row: Row, signals: tuple[str, ...]
) -> None:
    with fill([no("a", 1, **row)]).snapshot().connect() as con:
        (case,) = unsolved(con)

    assert case.signals == signals


def test_cases_nobody_handled_and_outbound_ones_are_compared_with_nobody(fill: Fill) -> None:
    rows = _team("ann", 0, 60, 24, "authority") + _team("bob", 100, 60, 6, "authority")
    unhandled = [
        row | {"contact_id": f"u{row['contact_id']}", "outcome": "abandoned"}
        for row in _team("ann", 300, 40, 0, "authority") + _team("bob", 400, 40, 40, "authority")
    ]
    outbound = [
        row | {"contact_id": f"o{row['contact_id']}", "direction": "outbound"}
        for row in _team("ann", 500, 40, 0, "authority") + _team("bob", 600, 40, 40, "authority")
    ]

    with fill([*rows, *unhandled, *outbound]).snapshot().connect() as con:
        (bar,) = pareto(con)

    two = recoverable(np.array([60.0, 60.0]), np.array([24.0, 6.0]), np.array([0, 0]))
    assert two is not None
    assert (bar.recoverable, bar.low, bar.high, bar.cases, bar.compared) == (
        two.value,
        two.low,
        two.high,
        30,
        30,
    )
