"""Looks in the call records for what the desk knows without an id: calls written down by hand, callbacks made."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from willet.core.metrics import holds
from willet.core.sources.rooms import BY_HAND
from willet.desk.domain.promising import end_overdue, keep_promises, reword_promises
from willet.desk.domain.statements import last_leg, revise
from willet.desk.models import Callback, PhoneCall
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.authority.domain import name_contact as name_contact_of_grants
from willet.levers.knowledge.domain.naming import name_contact as name_contact_of_articles
from willet.people.agents.alike import names_of
from willet.people.visibility import OPEN

LOOKED_FOR: Final = timedelta(days=45)
NEAR: Final = timedelta(minutes=15)
"""How far a call written down by hand may lie from the one of the records."""
_ALIKE = """
SELECT contact_id, agent FROM contacts
WHERE ($key::UBIGINT IN (customer_key, number_key)
    OR $ticket IN (case_ref, substr(case_ref, strpos(case_ref, ':') + 1)))
    AND arrived_at BETWEEN $first AND $last
"""
"""By the caller; where nobody wrote the number by the ticket, with the name of its source before it or without."""
_CALLED = """
SELECT arrived_at, direction, outcome FROM contacts
WHERE $key IN (customer_key, number_key) AND arrived_at >= $since ORDER BY arrived_at
"""


def find_records() -> int:
    """Join calls written down by hand to their contacts, and keep callbacks that the records show; says how many."""
    end_overdue()
    reading = read_lake(OPEN)
    if reading is None:
        return 0
    since = timezone.now() - LOOKED_FOR
    lone = PhoneCall.objects.filter(source=BY_HAND, contact_id="", began_at__gt=since)
    named = lone.exclude(customer_key="", case_ref="")
    joined = sum(_join(reading, call) for call in named)
    open_ones = Callback.objects.filter(kept_at=None, is_withdrawn=False, promised_at__gt=since)
    return joined + _keep(reading, list(open_ones.select_related("leg__call")))


@transaction.atomic
def _join(reading: Reading, call: PhoneCall) -> int:
    """Whether the one contact that fits was joined; where two fit none is."""
    leg = last_leg(call.legs.all())
    if leg is None:
        return 0
    wanted = {
        "key": int(call.customer_key) if call.customer_key else None,
        "ticket": None if call.customer_key else call.case_ref,
        "first": _bare(call.began_at - NEAR),
        "last": _bare(call.began_at + NEAR),
    }
    names = names_of(leg.agent)
    fitting = [id_ for id_, agent in reading.whole.rows(_ALIKE, wanted) if agent in names]
    if len(fitting) != 1:
        return 0
    _name(call, fitting[0])
    return 1


def _name(call: PhoneCall, contact_id: str) -> None:
    """The call is this contact, and so is all that was kept with it."""
    call.contact_id, call.revised_at = contact_id, timezone.now()
    call.save(update_fields=["contact_id", "revised_at"])
    for name_contact in (name_contact_of_grants, name_contact_of_articles):
        name_contact(call.source, str(call.pk), contact_id)
    reword_promises(call)
    if call.revision:
        revise(call)


def _keep(reading: Reading, promises: Sequence[Callback]) -> int:
    kept = 0
    for one in promises:
        key = one.leg.call.customer_key
        if key:
            wanted = {"key": int(key), "since": _bare(one.promised_at)}
            reached = (at for at, *how in reading.whole.rows(_CALLED, wanted) if _is_reached(*how))
            at = next(reached, None)
            kept += keep_promises(key, at.replace(tzinfo=UTC)) if at is not None else 0
    return kept


def _is_reached(direction: str | None, outcome: str | None) -> bool:
    """Whether somebody of the centre called, and the customer answered."""
    return bool(holds("outbound", direction=direction) and holds("handled", outcome=outcome))


def _bare(moment: datetime) -> datetime:
    """A moment as the lake holds it: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)
