"""Requests that nobody decided in time: who hears of them, and until when."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.levers.authority.conftest import limit_of, wish
from tests.scaffold.cast import Cast
from willet.levers.authority.domain import ask, time_out_overdue
from willet.levers.authority.domain.ran_out import ran_out_to, take_note
from willet.levers.authority.domain.refusals import AuthorityError
from willet.levers.authority.models import Deputy, GrantKind, GrantRequest
from willet.notices.domain.inbox import inbox_of
from willet.notices.models import Notice
from willet.people.models import User


@pytest.fixture
def late(cast: Cast, refund: GrantKind) -> GrantRequest:
    """Anna asked for 90.00, and nobody decided in time."""
    limit_of(refund, cast.manager)
    request = ask(wish(refund, 9_000), by=cast.agent)
    GrantRequest.objects.update(expires_at=timezone.now())
    time_out_overdue()
    request.refresh_from_db()
    return request


def lines_of(person: User) -> list[str]:
    return [item.line.text for items in inbox_of(person).values() for item in items]


def test_lead_sees_that_it_ran_out_and_the_agent_was_told(cast: Cast, late: GrantRequest) -> None:
    words = "asked for 90.00\N{NO-BREAK SPACE}EUR (Refund), and nobody decided in time"

    assert [text for text in lines_of(cast.team_lead) if words in text] == [f"{cast.agent} {words}"]
    assert lines_of(cast.agent) == []
    told = Notice.objects.filter(reader=cast.agent, kind="authority.decided")
    assert told.count() == 1


def test_others_do_not_see_it(cast: Cast, late: GrantRequest, second_lead: User) -> None:
    second_lead.teams.clear()

    others = [cast.manager, cast.agent, cast.other_agent, cast.analyst, second_lead]

    assert [ran_out_to(person) for person in others] == [[]] * 5
    for person in others:
        with pytest.raises(AuthorityError):
            take_note(late, by=person)


def test_whoever_stands_in_sees_it(cast: Cast, late: GrantRequest, second_lead: User) -> None:
    second_lead.teams.clear()
    today = timezone.now().date()
    Deputy.objects.create(person=cast.team_lead, deputy=second_lead, first=today)

    assert ran_out_to(second_lead) == [late]


@pytest.mark.parametrize("has_lead", [True, False])
def test_whoever_stands_in_for_a_manager_sees_what_the_manager_would(
    cast: Cast, late: GrantRequest, second_lead: User, *, has_lead: bool
) -> None:
    second_lead.teams.clear()
    today = timezone.now().date()
    Deputy.objects.create(person=cast.manager, deputy=second_lead, first=today)
    User.objects.filter(pk=cast.team_lead.pk).update(is_active=has_lead)

    assert ran_out_to(second_lead) == ran_out_to(cast.manager) == ([] if has_lead else [late])


def test_where_the_lead_left_the_manager_sees_it(cast: Cast, late: GrantRequest) -> None:
    User.objects.filter(pk=cast.team_lead.pk).update(is_active=False)

    assert ran_out_to(cast.manager) == [late]


def test_noted_once_it_is_gone_for_all(cast: Cast, late: GrantRequest, second_lead: User) -> None:
    take_note(late, by=cast.team_lead)
    take_note(late, by=second_lead)

    assert (ran_out_to(cast.team_lead), ran_out_to(second_lead)) == ([], [])
    late.refresh_from_db()
    assert (late.noted_by, late.verdict) == (cast.team_lead, "timed_out")


@pytest.mark.parametrize(("days", "shown"), [(13, 1), (15, 0)])
def test_after_two_weeks_the_ledger_alone_has_it(
    cast: Cast, late: GrantRequest, days: int, shown: int
) -> None:
    GrantRequest.objects.update(expires_at=timezone.now() - timedelta(days=days))

    assert len(ran_out_to(cast.team_lead)) == shown


@pytest.mark.parametrize("verdict", ["open", "granted", "refused", "withdrawn"])
def test_only_what_ran_out_is_noted(cast: Cast, late: GrantRequest, verdict: str) -> None:
    GrantRequest.objects.update(verdict=verdict)
    late.refresh_from_db()

    assert ran_out_to(cast.team_lead) == []
    with pytest.raises(AuthorityError):
        take_note(late, by=cast.team_lead)
