"""Requests: whom they reach, who may decide, how each ends once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import ROLES, Cast
from tests.scaffold.commits import Committed
from tests.scaffold.kinds import kind_named
from willet.levers.authority.domain import ask, decide, grant, time_out_overdue, withdraw
from willet.levers.authority.domain.deciders import deciders_of, open_to
from willet.levers.authority.domain.ran_out import ran_out_to
from willet.levers.authority.domain.refusals import AuthorityError, DecidedError, OverLimitError
from willet.levers.authority.models import Deputy, Grant, GrantKind, GrantRequest
from willet.live.models import LiveEvent
from willet.notices.domain.inbox import inbox_of
from willet.notices.models import Notice
from willet.people.domain import add_person
from willet.people.models import KnownAgent, Role, Spelling, User


@pytest.fixture
def asked(cast: Cast, refund: GrantKind) -> GrantRequest:
    """Anna may refund 50.00 and asks for 90.00."""
    limit_of(refund, cast.manager)
    return ask(wish(refund, 9_000), by=cast.agent)


def _late(request: GrantRequest) -> None:
    GrantRequest.objects.filter(pk=request.pk).update(expires_at=timezone.now())


def _lines(person: User) -> int:
    return sum(len(items) for items in inbox_of(person).values())


def test_request_reaches_lead_and_manager_at_once(
    cast: Cast, refund: GrantKind, committed: Committed
) -> None:
    limit_of(refund, cast.manager)
    with committed():
        ask(wish(refund, 9_000), by=cast.agent)

    told = {event.audience for event in LiveEvent.objects.filter(topic="authority")}

    assert told == {f"person:{cast.team_lead.pk}", f"person:{cast.manager.pk}"}
    assert {n.reader for n in Notice.objects.all()} == {cast.team_lead, cast.manager}
    assert (_lines(cast.team_lead), _lines(cast.manager), _lines(cast.agent)) == (1, 1, 0)


def test_granted_is_charged_to_who_decided(cast: Cast, asked: GrantRequest) -> None:
    decide(asked, by=cast.team_lead, grants=True, reason="third delay")

    given = Grant.objects.get()
    assert (given.agent, given.charged_to, given.amount_minor) == (
        cast.agent,
        cast.team_lead,
        9_000,
    )
    assert (asked.verdict, asked.decision, asked.decided_by) == (
        "granted",
        "third delay",
        cast.team_lead,
    )
    assert _lines(cast.team_lead) == 0


def test_refused_gives_nothing_and_tells_the_agent(cast: Cast, asked: GrantRequest) -> None:
    decide(asked, by=cast.manager, grants=False, reason="paid last week")

    assert Grant.objects.count() == 0
    notice = Notice.objects.get(reader=cast.agent)
    assert (notice.text.code, notice.href) == ("authority_was_refused", "/authority/")


@pytest.mark.parametrize("second", ["grants", "refuses", "withdraws"])
def test_second_verdict_is_told_that_it_is_over(
    cast: Cast, asked: GrantRequest, second: str
) -> None:
    same = GrantRequest.objects.get(pk=asked.pk)
    decide(asked, by=cast.team_lead, grants=True, reason="yes")
    seconds: dict[str, Callable[[], object]] = {
        "grants": lambda: decide(same, by=cast.manager, grants=True, reason="mine"),
        "refuses": lambda: decide(same, by=cast.manager, grants=False, reason="mine"),
        "withdraws": lambda: withdraw(same, by=cast.agent),
    }

    with pytest.raises(DecidedError, match="granted"):
        seconds[second]()

    _late(same)
    assert time_out_overdue() == 0
    assert (Grant.objects.count(), GrantRequest.objects.get().verdict) == (1, "granted")


def test_late_decision_is_refused_and_the_request_times_out_once(
    cast: Cast, asked: GrantRequest
) -> None:
    _late(asked)

    with pytest.raises(DecidedError) as refused:
        decide(asked, by=cast.team_lead, grants=True, reason="yes")

    assert refused.value.message.code == "authority_too_late"
    assert (time_out_overdue(), time_out_overdue()) == (1, 0)
    assert (GrantRequest.objects.get().verdict, Grant.objects.count()) == ("timed_out", 0)
    assert Notice.objects.get(reader=cast.agent).text.code == "authority_timed_out"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "stranger"])
def test_who_may_decide_by_role(cast: Cast, asked: GrantRequest, role: str) -> None:
    person = cast.named(role)
    assert isinstance(person, User)
    may = role in {"manager", "team_lead"}

    assert (asked in open_to(person)) is may
    if may:
        decide(asked, by=person, grants=False, reason="no")
    else:
        with pytest.raises(AuthorityError):
            decide(asked, by=person, grants=False, reason="no")


def test_lead_of_another_team_does_not_decide(cast: Cast, asked: GrantRequest) -> None:
    cast.team_lead.teams.set(cast.other_agent.teams.all())

    assert open_to(cast.team_lead) == []
    with pytest.raises(AuthorityError) as refused:
        decide(asked, by=cast.team_lead, grants=True, reason="yes")
    assert refused.value.message.code == "authority_not_yours"


def test_nobody_decides_their_own(cast: Cast, refund: GrantKind, second_lead: User) -> None:
    limit_of(refund, cast.manager, Role.TEAM_LEAD)
    own = ask(wish(refund, 6_000), by=cast.team_lead)

    assert second_lead not in open_to(cast.team_lead)
    assert own not in open_to(cast.team_lead)
    with pytest.raises(AuthorityError, match="their own request"):
        decide(own, by=cast.team_lead, grants=True, reason="me")


@pytest.mark.parametrize("spelt", ["Anna W", "A. Weber"])
def test_nobody_decides_their_own_by_another_account(
    cast: Cast, refund: GrantKind, asked: GrantRequest, spelt: str
) -> None:
    known = KnownAgent.objects.create(name="Anna Weber")
    for each in ("Anna W", "A. Weber"):
        Spelling.objects.create(agent=known, spelt=each)
    alias = add_person(
        "anna2",
        email="anna2@willet.example",
        role=Role.TEAM_LEAD,
        teams=cast.agent.teams.all(),
        agent=spelt,
    )

    assert (asked in open_to(alias), alias in deciders_of(asked)) == (False, False)
    for grants in (True, False):
        with pytest.raises(AuthorityError, match="their own request"):
            decide(asked, by=alias, grants=grants, reason="me")


def test_a_kind_closed_meanwhile_is_refused_and_not_granted(
    cast: Cast, asked: GrantRequest
) -> None:
    limit_of(asked.kind, cast.manager, Role.TEAM_LEAD, per_event_minor=9_000)
    GrantKind.objects.update(is_active=False)

    with pytest.raises(AuthorityError) as closed:
        decide(asked, by=cast.team_lead, grants=True, reason="yes")

    assert (closed.value.message.code, Grant.objects.count()) == ("authority_kind_closed", 0)
    assert decide(asked, by=cast.team_lead, grants=False, reason="over").verdict == "refused"


@pytest.mark.parametrize(("bound", "may"), [(8_999, False), (9_000, True)])
def test_decider_s_own_limit_bounds_what_they_grant(
    cast: Cast, asked: GrantRequest, bound: int, *, may: bool
) -> None:
    limit_of(asked.kind, cast.manager, Role.TEAM_LEAD, per_event_minor=bound)

    assert (cast.team_lead in deciders_of(asked)) is may
    if may:
        decide(asked, by=cast.team_lead, grants=True, reason="yes")
    else:
        with pytest.raises(OverLimitError):
            decide(asked, by=cast.team_lead, grants=True, reason="yes")
    assert (Grant.objects.count(), GrantRequest.objects.get().is_open) == (int(may), not may)


@pytest.mark.parametrize(
    ("limited", "currency", "may"),
    [("refund", "EUR", False), ("refund", "USD", True), ("goodwill", "EUR", True), ("", "", True)],
)
def test_limit_in_another_currency_bounds_who_decides(
    cast: Cast, refund: GrantKind, limited: str, currency: str, *, may: bool
) -> None:
    """90.00 USD are asked for: a lead whose refunds are bounded in EUR alone has no say in dollars."""
    limit_of(refund, cast.manager)
    if limited:
        bounds = {"currency": currency, "per_event_minor": 9_000}
        limit_of(kind_named(limited), cast.manager, Role.TEAM_LEAD, **bounds)

    request = ask(wish(refund, 9_000, currency="USD"), by=cast.agent)

    able = (cast.team_lead in deciders_of(request), request in open_to(cast.team_lead))
    assert (able, cast.manager in deciders_of(request)) == ((may, may), True)
    if may:
        decide(request, by=cast.team_lead, grants=True, reason="yes")
    else:
        with pytest.raises(OverLimitError, match="EUR, not in USD"):
            decide(request, by=cast.team_lead, grants=True, reason="yes")
    assert Grant.objects.count() == int(may)


def test_decider_s_month_is_not_overdrawn(cast: Cast, asked: GrantRequest) -> None:
    bounds = {"per_event_minor": 9_000, "per_agent_minor": 17_999}
    limit_of(asked.kind, cast.manager, Role.TEAM_LEAD, **bounds)
    decide(asked, by=cast.team_lead, grants=True, reason="yes")
    other = ask(wish(asked.kind, 9_000, customer=8), by=cast.agent)

    with pytest.raises(OverLimitError):
        decide(other, by=cast.team_lead, grants=True, reason="yes")

    assert decide(other, by=cast.manager, grants=True, reason="yes").verdict == "granted"


def test_agent_s_month_is_not_charged_with_what_a_lead_granted(
    cast: Cast, refund: GrantKind
) -> None:
    limit_of(refund, cast.manager, per_agent_minor=5_000)
    decide(ask(wish(refund, 9_000), by=cast.agent), by=cast.team_lead, grants=True, reason="yes")

    assert grant(wish(refund, 5_000), by=cast.agent).charged_to == cast.agent


def test_lead_who_left_is_not_asked(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    cast.team_lead.is_active = False
    cast.team_lead.save()

    assert deciders_of(ask(wish(refund, 9_000), by=cast.agent)) == [cast.manager]


def test_lead_who_left_has_a_deputy(cast: Cast, refund: GrantKind, second_lead: User) -> None:
    second_lead.teams.clear()
    today = timezone.now().date() - timedelta(days=1)
    Deputy.objects.create(person=cast.team_lead, deputy=second_lead, first=today)
    limit_of(refund, cast.manager)
    for gone in (cast.team_lead, cast.manager):
        gone.is_active = False
        gone.save()

    asked = ask(wish(refund, 9_000), by=cast.agent)

    assert (deciders_of(asked), open_to(second_lead)) == ([second_lead], [asked])
    assert decide(asked, by=second_lead, grants=True, reason="yes").verdict == "granted"


@pytest.mark.parametrize("asker", ["manager", "lead", "agent who leads by another account"])
@pytest.mark.parametrize("others", [False, True])
def test_nobody_decides_in_the_place_of_who_asks(
    cast: Cast,
    refund: GrantKind,
    second_lead: User,
    second_manager: User,
    asker: str,
    *,
    others: bool,
) -> None:
    """Lena leads none of the asker's teams and stands in for the asker, or for another who may decide as well."""
    second_lead.teams.clear()
    KnownAgent.objects.create(name=cast.agent.agent)
    alias = add_person(
        "also-anna",
        email="also@willet.example",
        role=Role.TEAM_LEAD,
        teams=cast.agent.teams.all(),
        agent=cast.agent.agent,
    )
    by, away = {
        "manager": (cast.manager, cast.manager),
        "lead": (cast.team_lead, cast.team_lead),
        "agent who leads by another account": (cast.agent, alias),
    }[asker]
    _stands_in(second_lead, away)
    if others:
        _stands_in(second_lead, second_manager)

    asked = ask(wish(refund, 9_000), by=by)

    assert (second_lead in deciders_of(asked), asked in open_to(second_lead)) == (others, others)
    if others:
        assert decide(asked, by=second_lead, grants=True, reason="yes").verdict == "granted"
        return
    for grants in (True, False):
        with pytest.raises(AuthorityError, match="somebody else to decide"):
            decide(asked, by=second_lead, grants=grants, reason="yes")
    GrantRequest.objects.update(verdict="timed_out")
    assert ran_out_to(second_lead) == []


def test_no_way_of_deputies_leads_through_who_asks(
    cast: Cast, refund: GrantKind, second_lead: User
) -> None:
    """Somebody stands in for the asker's lead, and Lena for that one; where it is the asker, they chose who decides."""
    second_lead.teams.clear()
    between = add_person("bo", email="bo@willet.example", role=Role.TEAM_LEAD)
    _stands_in(between, cast.team_lead)
    _stands_in(second_lead, between)
    asked = ask(wish(refund, 9_000), by=cast.agent)
    assert (second_lead in deciders_of(asked), asked in open_to(second_lead)) == (True, True)

    User.objects.filter(pk=between.pk).update(agent=cast.agent.agent)

    assert (second_lead in deciders_of(asked), asked in open_to(second_lead)) == (False, False)


def _stands_in(deputy: User, person: User) -> None:
    Deputy.objects.create(person=person, deputy=deputy, first=date(2020, 1, 1))


@pytest.mark.parametrize(("days", "may"), [(0, True), (-1, False)])
def test_manager_who_is_away_has_a_deputy(
    cast: Cast, refund: GrantKind, second_lead: User, days: int, *, may: bool
) -> None:
    """Nobody leads Anna's team any more; Lena, who leads none, stands in for the manager until today or yesterday."""
    second_lead.teams.clear()
    last = timezone.now().date() + timedelta(days=days)
    first = last - timedelta(days=3)
    Deputy.objects.create(person=cast.manager, deputy=second_lead, first=first, last=last)
    limit_of(refund, cast.manager)
    User.objects.filter(pk=cast.team_lead.pk).update(is_active=False)

    asked = ask(wish(refund, 9_000), by=cast.agent)

    assert (second_lead in deciders_of(asked), asked in open_to(second_lead)) == (may, may)
    if may:
        assert decide(asked, by=second_lead, grants=True, reason="yes").verdict == "granted"
    else:
        with pytest.raises(AuthorityError, match="somebody else to decide"):
            decide(asked, by=second_lead, grants=True, reason="yes")


def test_nobody_left_to_decide_is_said(cast: Cast, refund: GrantKind) -> None:
    limit_of(refund, cast.manager)
    for gone in (cast.team_lead, cast.manager):
        gone.is_active = False
        gone.save()

    with pytest.raises(AuthorityError) as refused:
        ask(wish(refund, 9_000), by=cast.agent)

    assert (refused.value.message.code, GrantRequest.objects.count()) == (
        "authority_nobody_decides",
        0,
    )


@pytest.mark.parametrize(
    ("minor", "reason", "code"),
    [
        (5_000, "why", "authority_no_need"),
        (5_001, " ", "authority_needs_reason"),
    ],
)
def test_request_that_is_none(
    cast: Cast, refund: GrantKind, minor: int, reason: str, code: str
) -> None:
    limit_of(refund, cast.manager)

    with pytest.raises(AuthorityError) as refused:
        ask(wish(refund, minor, reason=reason), by=cast.agent)

    assert refused.value.message.code == code


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b\u2060"])
def test_verdict_needs_a_reason_that_is_seen(cast: Cast, asked: GrantRequest, nothing: str) -> None:
    with pytest.raises(AuthorityError, match="Write why"):
        decide(asked, by=cast.team_lead, grants=True, reason=nothing)

    assert GrantRequest.objects.get().is_open
