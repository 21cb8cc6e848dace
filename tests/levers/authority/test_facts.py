"""What this room hands the data store, read back from a lake."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import willet
from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.core.lake import Lake
from willet.imports.domain.facts import Handing
from willet.levers.authority.domain import (
    WishSubject,
    ask,
    could_not,
    decide,
    grant,
    name_contact,
    take_back,
    wished,
)
from willet.levers.authority.domain.limits import propose
from willet.levers.authority.models import GrantKind, GrantLimit
from willet.people.models import Role
from willet.ui.fields import Money

USES = "SELECT kind, how, amount_minor, currency, contact_id, agent, ref FROM uses ORDER BY kind, how, amount_minor"
RAISED = (
    "SELECT lever, ref, unit, name, until_at IS NULL FROM interventions ORDER BY intervention_id"
)


def _rows(lake: Path, sql: str) -> list[tuple[Any, ...]]:
    Handing().land()
    with Lake.at(lake).snapshot().reading() as con:
        return con.execute(sql).fetchall()


@pytest.mark.journey("history")
def test_each_want_is_one_use_in_its_newest_wording(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager)
    grant(wish(refund, 100), by=cast.agent)
    slip = grant(wish(refund, 200), by=cast.agent)
    could_not(wish(refund, 300), by=cast.agent)
    granted, refused = (ask(wish(refund, n), by=cast.agent) for n in (9_000, 9_500))
    ask(wish(refund, 9_900), by=cast.agent)
    _rows(small_lake, USES)
    take_back(slip, by=cast.manager)
    decide(granted, by=cast.team_lead, grants=True, reason="yes")
    decide(refused, by=cast.team_lead, grants=False, reason="no")

    rows = _rows(small_lake, USES)

    of = ("EUR", "table:c01", "Anna W", "refund")
    assert rows == [
        ("could_not", "not_allowed", 300, *of),
        ("grant", "decided", 9_000, *of),
        ("grant", "within", 100, *of),
        ("request", "granted", 9_000, *of),
        ("request", "open", 9_900, *of),
        ("request", "refused", 9_500, *of),
    ]
    cost = willet.open(small_lake).ask("cost_per_resolved_case", by="currency")
    # c01 is resolved; the grant that was taken back is in no figure.
    assert [(row.keys["currency"], row.value, row.n) for row in cost.rows] == [("EUR", 91, 1)]
    names = ["grant_rate", "refusal_rate", "authority_blocked_rate"]
    figures = {row.metric: (row.value, row.n) for row in willet.open(small_lake).ask(names).rows}
    # Of four wants two were granted; of two verdicts one was no; of three beyond the limit one got something.
    assert figures == {
        "grant_rate": (0.5, 4),
        "refusal_rate": (0.5, 2),
        "authority_blocked_rate": (pytest.approx(2 / 3), 3),
    }


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("then", "lasts"), [(None, True), (6_000, True), (4_000, False), (0, False)]
)
def test_raised_limit_is_an_intervention(
    cast: Cast, refund: GrantKind, small_lake: Path, then: int | None, *, lasts: bool
) -> None:
    def new(minor: int) -> None:
        wording = {"kind": refund, "role": "agent", "currency": "EUR", "reason": "why"}
        limit = GrantLimit(per_event_minor=minor, proposed_by=cast.manager, **wording)
        propose(limit, by=cast.manager)

    new(5_000)
    if then is not None:
        new(then)

    rows = _rows(small_lake, RAISED)

    assert rows[0] == ("authority", "refund", "centre", None, lasts)
    assert len(rows) == (2 if then == 6_000 else 1)


def test_raise_of_one_agent_names_the_agent(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager, cast.agent)
    limit_of(refund, cast.manager, cast.analyst)
    limit_of(refund, cast.manager, Role.TEAM_LEAD, is_raise=False)

    assert _rows(small_lake, RAISED) == [("authority", "refund", "agent", "Anna W", True)]


WANTS: dict[str, tuple[Callable[..., Any], int]] = {
    "grant": (grant, 1_000),
    "request": (ask, 9_000),
    "could_not": (could_not, 2_000),
}
"""What an agent may do with a wish of so much, where 50.00 at once is the limit."""


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("what", WANTS)
def test_what_was_wanted_in_a_call_by_hand_waits_here_and_joins_once_the_call_is_known(
    cast: Cast, refund: GrantKind, small_lake: Path, what: str
) -> None:
    limit_of(refund, cast.manager)
    verb, minor = WANTS[what]
    at = datetime(2026, 3, 2, 8, 0, 5, tzinfo=UTC)
    for call in ("h1", "h2"):
        subject = WishSubject(source="hand", call_id=call, connected_at=at)
        verb(wished(refund, subject, Money(minor, "EUR"), reason="late again"), by=cast.agent)
    joins = "SELECT state, revision FROM room_joins WHERE table_name = 'uses'"
    none = _rows(small_lake, USES), _rows(small_lake, joins)

    name_contact("hand", "h1", "table:c01")

    joined = [(row[0], row[2], row[4]) for row in _rows(small_lake, USES)]
    assert (none, joined) == (([], []), [(what, minor, "table:c01")])
    assert _rows(small_lake, joins) == [("joined", 2)]
