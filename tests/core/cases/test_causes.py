"""Causes as they were said or suggested, and what could be recovered, worked out by hand."""

import pytest

from tests.core.cases.conftest import Fill, Row, contact, said
from willet.core.cases.causes import Selection, pareto, unsolved


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


def test_recoverable_cases_are_those_above_the_best_comparable_agent(fill: Fill) -> None:
    #  agent  cases  authority      rate drawn to the topic's 0.25 with 30 cases
    #  ann    60     24             (24 + 7.5) / 90 = 0.350
    #  bob    60      6             ( 6 + 7.5) / 90 = 0.150      best
    rows = _team("ann", 0, 60, 24, "authority") + _team("bob", 100, 60, 6, "authority")

    with fill(rows).snapshot().connect() as con:
        (bar,) = pareto(con)

    assert (bar.cause, bar.lever, bar.cases, bar.suggested) == ("authority", "authority", 30, 0)
    assert bar.recoverable is not None
    assert bar.recoverable == pytest.approx(60 * (0.35 - 0.15))
    assert (bar.low or 99) < bar.recoverable < (bar.high or 0)


def test_nothing_is_said_recoverable_where_nobody_can_be_compared(fill: Fill) -> None:
    rows = _team("ann", 0, 40, 10, "information") + _team("bob", 100, 5, 0, "information")

    with fill(rows).snapshot().connect() as con:
        (bar,) = pareto(con)

    assert (bar.cases, bar.recoverable, bar.low, bar.high) == (10, None, None, None)


def test_selection_holds_for_causes_and_slices(fill: Fill) -> None:
    rows = [no("a", 1, queue="sales"), no("b", 2, queue="help")]

    with fill(rows).snapshot().connect() as con:
        found = unsolved(con, Selection(queue="help"))

    assert [u.case_id for u in found] == ["case:t:b"]
