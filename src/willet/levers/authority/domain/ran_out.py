"""Requests that ran out of time: whoever was asked first takes note of each, once."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from willet.levers.authority.domain.deciders import decider_of, not_in_place_of_the_asker
from willet.levers.authority.domain.refusals import NOT_YOURS, AuthorityError
from willet.levers.authority.models import GrantRequest
from willet.levers.authority.rules import DECIDE
from willet.people.agents.alike import accounts_of
from willet.people.models import Role, User

SHOWN_FOR: Final = timedelta(days=14)
"""Who took no note of one by then finds it in the ledger alone."""


def ran_out_to(person: User) -> list[GrantRequest]:
    """The requests of one's teams that nobody decided in time, the newest first, until somebody takes note.

    They are shown to the leads of the agent's teams and to whoever stands in for them; to managers, and who stands in
    for one, only where no lead is left.
    """
    late = GrantRequest.objects.filter(
        verdict=GrantRequest.Verdict.TIMED_OUT,
        noted_at=None,
        expires_at__gte=timezone.now() - SHOWN_FOR,
    )
    # Mostly there is none, and then nobody's place is looked up.
    if not person.has_perm(DECIDE) or not late.exists():
        return []
    decider = decider_of(person)
    theirs = Q(agent_id__in=decider.agents)
    if decider.is_as_manager:
        theirs |= ~Q(agent_id__in=_led())
    rows = late.filter(theirs).exclude(agent__in=accounts_of(person)).order_by("-expires_at")
    return not_in_place_of_the_asker(decider, rows.select_related("kind", "agent"))


def _led() -> set[int]:
    """The accounts that have a lead who is still there."""
    leads = User.objects.filter(role=Role.TEAM_LEAD, is_active=True)
    return set(User.objects.filter(teams__in=leads.values("teams")).values_list("pk", flat=True))


@transaction.atomic
def take_note(request: GrantRequest, *, by: User) -> None:
    """Say that one has seen that a request ran out of time; noted twice it is noted once.

    Raises:
        AuthorityError: it is not theirs.
    """
    if request.noted_at is not None:
        return
    if request not in ran_out_to(by):
        raise AuthorityError(NOT_YOURS())
    request.noted_at, request.noted_by = timezone.now(), by
    request.save(update_fields=["noted_at", "noted_by"])
