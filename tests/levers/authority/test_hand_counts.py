"""The figures of articles and authority, counted once more by hand from the rooms' own rows: by agent, and together."""

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import willet
from tests.levers.authority.conftest import limit_of, wish
from tests.levers.knowledge.conftest import Publish, publish
from tests.scaffold.cast import Cast
from willet.calls.domain.calls import call_named
from willet.core.sources.rooms import About
from willet.desk.domain.desks import open_record
from willet.desk.domain.records import arrived_at
from willet.figures.domain.asking import read_lake
from willet.imports.domain.facts import Handing
from willet.levers.authority.domain import ask, could_not, decide, grant, take_back, withdraw
from willet.levers.authority.models import CouldNot, Grant, GrantKind, GrantRequest
from willet.levers.knowledge.domain.finding import find_articles
from willet.levers.knowledge.domain.using import note_use
from willet.levers.knowledge.models import ArticleSearch, ArticleUse
from willet.people.models import User
from willet.people.visibility import visibility_of

__all__ = ["publish"]
OWN = {"Anna W": ("c01", "c04", "c05", "c10", "c12"), "Otto K": ("c02", "c06", "c07")}
RESOLVED = {"c01", "c12", "c04", "c05", "c07", "c10"}
"""By the drawn table; c01 and c12 are twelve days apart, and so two cases."""
Figure = tuple[float | None, float]
Is = Callable[[str], bool]


def _agents(cast: Cast) -> dict[str, User]:
    return {"Anna W": cast.agent, "Otto K": cast.other_agent}


def _share(rows: Iterable[str], hit: Is, of: Is) -> Figure:
    counted = [row for row in rows if of(row)]
    hits = sum(map(hit, counted))
    return (hits / len(counted) if counted else None, len(counted))


def _asked(lake: Path, name: str, by: str | None) -> dict[str, Figure]:
    Handing().land()
    answer = willet.open(lake).ask(name, by=by) if by else willet.open(lake).ask(name)
    return {str(r.keys[by]) if by else "": (r.value, r.n) for r in answer.rows}


def _check(lake: Path, name: str, rows: dict[str, list[str]], hit: Is, of: Is) -> None:
    every = [row for own in rows.values() for row in own]
    alone = {agent: _share(own, hit, of) for agent, own in rows.items() if own}
    assert _asked(lake, name, None) == {"": pytest.approx(_share(every, hit, of))}
    assert _asked(lake, name, "agent") == {a: pytest.approx(f) for a, f in alone.items()}


def _wants(cast: Cast, refund: GrantKind) -> None:
    """Sixty wants of two agents, of every kind and end, in their own calls."""
    draw = random.Random(20261130)
    for _ in range(60):
        name, by = draw.choice(list(_agents(cast).items()))
        contact = f"table:{draw.choice(OWN[name])}"
        over = wish(refund, draw.randrange(5_001, 9_000), contact=contact, customer=None)
        match draw.randrange(6):
            case 0 | 1:
                within = wish(refund, draw.randrange(1, 5_000), contact=contact, customer=None)
                given = grant(within, by=by)
                if draw.random() < 0.2:
                    take_back(given, by=by)
            case 2:
                could_not(over, by=by)
            case 3 | 4:
                decide(ask(over, by=by), by=cast.manager, grants=draw.random() < 0.5, reason="x")
            case _:
                request = ask(over, by=by)
                if draw.random() < 0.5:
                    withdraw(request, by=by)


def _ends(cast: Cast) -> dict[str, list[str]]:
    """Agent -> what became of each of their wants, read from the ledger; a grant decided is its request."""
    rows: dict[str, list[str]] = {name: [] for name in _agents(cast)}
    for given in Grant.objects.filter(taken_back_at=None, request=None):
        rows[given.agent_name].append("within")
    for request in GrantRequest.objects.all():
        rows[request.agent_name].append(request.verdict)
    for missed in CouldNot.objects.all():
        rows[missed.agent_name].append("not_allowed")
    return rows


NOTHING = {"refused", "timed_out", "not_allowed"}


@pytest.mark.journey("world")
def test_figures_of_authority_are_those_counted_by_hand(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    limit_of(refund, cast.manager)
    _wants(cast, refund)
    rows = _ends(cast)
    assert {end for own in rows.values() for end in own} >= {
        "within",
        "granted",
        "open",
        *NOTHING - {"timed_out"},
    }

    given, judged = {"within", "granted"}, {"granted", "refused", "timed_out"}
    _check(small_lake, "grant_rate", rows, given.__contains__, (given | NOTHING).__contains__)
    _check(small_lake, "refusal_rate", rows, {"refused"}.__contains__, judged.__contains__)
    beyond = judged | NOTHING
    _check(small_lake, "authority_blocked_rate", rows, NOTHING.__contains__, beyond.__contains__)


@pytest.mark.journey("world")
def test_cost_of_a_resolved_case_is_that_counted_by_hand(
    cast: Cast, refund: GrantKind, small_lake: Path
) -> None:
    """What was granted in cases with a verdict, over those of them that were resolved."""
    limit_of(refund, cast.manager)
    _wants(cast, refund)
    standing = Grant.objects.filter(taken_back_at=None)
    amounts = {
        agent: [(g.contact_id[6:], g.amount_minor / 100) for g in standing if g.agent_name == agent]
        for agent in _agents(cast)
    }

    def cost(rows: list[tuple[str, float]]) -> float:
        return sum(amount for _c, amount in rows) / len({c for c, _a in rows if c in RESOLVED})

    every = cost([row for own in amounts.values() for row in own])
    Handing().land()
    lake = willet.open(small_lake)
    (row,) = lake.ask("cost_per_resolved_case").rows
    alone = {
        str(r.keys["agent"]): r.value for r in lake.ask("cost_per_resolved_case", by="agent").rows
    }
    assert (row.value, row.unit) == (pytest.approx(every), "EUR")
    assert alone == {agent: pytest.approx(cost(own)) for agent, own in amounts.items()}


def _at_the_desk(cast: Cast, publish: Publish) -> Iterator[None]:
    """Every own call comes to the desk; articles are looked for, opened, and judged in some of them."""
    draw = random.Random(20261201)
    revisions = [publish(f"Refund number {word}") for word in ("one", "two", "three")]
    for name, by in _agents(cast).items():
        reading = read_lake(visibility_of(by))
        assert reading is not None
        for contact in OWN[name]:
            call = call_named(reading, f"table:{contact}")
            assert call is not None
            leg = open_record(by, call, arrived_at(call))
            about = About(contact_id=f"table:{contact}", agent=leg.agent, at=leg.connected_at)
            for _ in range(draw.randrange(4)):
                how = draw.choice(["opened", "solved", "not_helpful", "sent"])
                note_use(draw.choice(revisions), how, by=by, about=about)
            for text in draw.sample(["refund", "xylophone", "quartz zebra"], draw.randrange(4)):
                find_articles(by, text, language="en", kept=True, about=about)
        yield


def test_figures_of_articles_are_those_counted_by_hand(
    cast: Cast, publish: Publish, small_lake: Path
) -> None:
    list(_at_the_desk(cast, publish))
    uses = ArticleUse.objects.filter(is_gone=False)
    looked = {u.contact_id[6:] for u in uses}
    talks = {name: ["article" if c in looked else "none" for c in own] for name, own in OWN.items()}
    judged = {name: [u.how for u in uses.filter(agent=name)] for name in OWN}
    searches = {
        name: [
            "found" if s.results else "nothing" for s in ArticleSearch.objects.filter(agent=name)
        ]
        for name in OWN
    }
    assert len(looked) not in {0, 8}

    def every(_row: str) -> bool:
        return True

    _check(small_lake, "article_use_rate", talks, {"article"}.__contains__, every)
    said = {"solved", "not_helpful"}
    _check(small_lake, "article_helped_rate", judged, {"solved"}.__contains__, said.__contains__)
    _check(small_lake, "search_failure_rate", searches, {"nothing"}.__contains__, every)
