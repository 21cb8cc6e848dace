"""What this room keeps of persons: calls by the customer's key, and what agents said of them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.cases.joining import is_call_of, is_call_of_erased
from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.desk.domain.aging import NOBODY
from willet.desk.domain.statements import named_as
from willet.desk.models import Disposition, Draft, Leg, PhoneCall
from willet.ui.personal import Holder, Sought, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    keys = [str(key) for key in sought.keys]
    theirs = Q(call__customer_key__in=keys) | Q(call__in=_calls_named(sought))
    theirs |= Q(agent__in=sought.names) | Q(person__agent__in=sought.names)
    legs = Leg.objects.filter(theirs).select_related("call").prefetch_related("dispositions")
    return [_record(leg) for leg in legs.distinct().order_by("heard_at", "pk")]


def _calls_named(sought: Sought) -> list[UUID]:
    """The calls of these contacts; one whose number no phone system told is known by its ids and its moment."""
    ids = [contact.partition(":")[2] for contact in sought.contacts]
    calls = PhoneCall.objects.filter(Q(call_id__in=ids) | Q(contact_id__in=sought.contacts))
    named = ((call.pk, named_as(call)) for call in calls)
    arrivals = sought.arrivals.items()
    return [pk for pk, about in named if any(is_call_of(about, one, at) for one, at in arrivals)]


def _record(leg: Leg) -> Mapping[str, Any]:
    return {
        "source": leg.call.source,
        "call_id": leg.call.call_id or leg.call.contact_id,
        "ticket": leg.call.case_ref,
        "began_at": leg.call.began_at.isoformat(),
        "number": leg.call.number,
        "agent": leg.agent,
        "said": [_words(one) for one in leg.dispositions.all()],
    }


def _words(one: Disposition) -> Mapping[str, Any]:
    names = ("resolved", "asked_customer", "code", "topic", "cause", "note", "tags")
    return {"at": one.at.isoformat(), **{name: getattr(one, name) for name in names}}


def _forget(gone: Forgotten) -> int:
    """A customer's calls are nobody's, their notes empty; an agent who was erased has a pseudonym in their legs."""
    count = 0
    for call in PhoneCall.objects.iterator(chunk_size=5000):
        if _is_theirs(call, gone):
            count += _forget_customer(call)
    count += scrub_rows(Leg.objects.all(), {"agent": _called}, gone)
    return count + scrub_rows(Disposition.objects.exclude(note=""), {"note": scrubbed}, gone)


def _is_theirs(call: PhoneCall, gone: Forgotten) -> bool:
    is_key = bool(call.customer_key) and gone.is_key(int(call.customer_key))
    return is_key or is_call_of_erased(named_as(call), gone)


def _called(agent: Any, gone: Forgotten) -> str:
    return gone.called(agent)


def _forget_customer(call: PhoneCall) -> int:
    Draft.objects.filter(leg__call=call).delete()
    # Past the history: an entry of the change would keep the note.
    Disposition.objects.filter(leg__call=call).exclude(note="").update(note="")
    PhoneCall.objects.filter(pk=call.pk).update(**NOBODY, case_ref="")
    return 1


HOLDERS = (Holder("desk", _("Desk"), _held, _forget),)
