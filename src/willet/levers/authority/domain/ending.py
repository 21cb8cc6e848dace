"""How a request ends: once, whoever comes first; the agent's screen and those of the deciders hear of it at once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.core.records import saying
from willet.core.records.money import plain_money
from willet.levers.authority.domain.deciders import asked_of
from willet.levers.authority.domain.refusals import ALREADY, TOO_LATE, DecidedError
from willet.levers.authority.models import GrantRequest
from willet.levers.authority.topics import NAME, OWN, TO_DECIDE
from willet.live.audiences import only
from willet.live.domain.publishing import publish
from willet.people.models import User
from willet.ui.notices import notify

Verdict = GrantRequest.Verdict
DECIDED = "authority.decided"
"""The kind of notice that tells the asker."""
WORDS = {
    Verdict.GRANTED: saying("authority_was_granted", "%(amount)s (%(grant)s) was granted."),
    Verdict.REFUSED: saying("authority_was_refused", "%(amount)s (%(grant)s) was refused."),
    Verdict.TIMED_OUT: saying(
        "authority_timed_out", "Nobody decided on %(amount)s (%(grant)s) in time."
    ),
}


@transaction.atomic
def end(
    request: GrantRequest,
    verdict: Verdict,
    *,
    by: User | None = None,
    decision: str = "",
    must: bool = True,
) -> bool:
    """Give a request its one verdict; False where it had one already and it need not be ours.

    Raises:
        DecidedError: somebody was faster, or the time to decide is over.
    """
    now = timezone.now()
    still = GrantRequest.objects.filter(pk=request.pk, verdict=Verdict.OPEN)
    if verdict != Verdict.TIMED_OUT:
        still = still.filter(expires_at__gt=now)
    ended = {"decided_at": now, "decided_by": by, "decision": decision, "written_at": now}
    if not still.update(verdict=verdict.value, **ended):
        if must:
            raise _over(request)
        return False
    record(Act.CHANGED, Subject.of(request), fields=[_change(verdict)])
    request.refresh_from_db()
    _tell(request, verdict)
    return True


def _over(request: GrantRequest) -> DecidedError:
    request.refresh_from_db()
    if request.is_open or request.verdict == Verdict.TIMED_OUT:
        return DecidedError(TOO_LATE())
    return DecidedError(ALREADY(verdict=str(Verdict(request.verdict).label)))


def _change(verdict: Verdict) -> FieldChange:
    return FieldChange("verdict", "verdict", Verdict.OPEN.value, verdict.value)


def _tell(request: GrantRequest, verdict: Verdict) -> None:
    publish(NAME, {"about": OWN}, only(request.agent))
    for person in asked_of(request.agent):
        publish(NAME, {"about": TO_DECIDE}, only(person))
    if verdict in WORDS:
        amount = plain_money(request.amount_minor, request.currency)
        text = WORDS[verdict](amount=amount, grant=request.kind.key)
        notify(
            DECIDED, text, to=[request.agent], href=reverse("authority:own"), key=str(request.pk)
        )
