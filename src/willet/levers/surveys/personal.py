"""What this room keeps of persons: who was asked about which call and what they said; agents' names as of the call."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.cases.joining import is_call_of, is_call_of_erased
from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.levers.surveys.domain.resting import marks_of_person
from willet.levers.surveys.models import Addressee, Invitation, Reopening, Reply, Wave
from willet.ui.personal import Holder, Sought, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    keys = [str(key) for key in sought.keys]
    theirs = Q(customer_key__in=keys) | Q(agent__in=sought.names - {""})
    by_ids = Q(call_id__in=[contact.partition(":")[2] for contact in sought.contacts])
    by_ids |= Q(contact_id__in=sought.contacts)
    asked = Invitation.objects.filter(theirs | by_ids).select_related("wave").distinct()
    named = set(asked.filter(theirs).values_list("pk", flat=True))
    return [
        _record(invitation)
        for invitation in asked.order_by("drawn_at")
        if invitation.pk in named or _is_of(invitation, sought)
    ]


def _is_of(invitation: Invitation, sought: Sought) -> bool:
    arrivals = sought.arrivals.items()
    return any(is_call_of(invitation.about, contact, at) for contact, at in arrivals)


def _record(invitation: Invitation) -> Mapping[str, Any]:
    answers = invitation.answers.select_related("instrument")
    return {
        "wave": invitation.wave.name,
        "contact": invitation.contact_id or invitation.call_id,
        "agent": invitation.agent,
        "state": invitation.state,
        "sent_at": invitation.sent_at and invitation.sent_at.isoformat(),
        "answers": [
            {
                "question": reply.instrument.code,
                "revision": reply.revision,
                "score": reply.score,
                "text": reply.text,
                "at": reply.answered_at.isoformat(),
            }
            for reply in answers
        ],
    }


def _forget(gone: Forgotten) -> int:
    """Remove what was asked of erased customers; leave them and former employees out of all other words."""
    count = sum(_forget_customer(invitation) for invitation in _of_erased(gone))
    every = Invitation.objects.exclude(agent="")
    count += scrub_rows(every, {"agent": lambda name, gone: gone.called(name)}, gone)
    count += scrub_rows(Reply.objects.exclude(text=""), {"text": scrubbed}, gone)
    count += scrub_rows(Reopening.objects.exclude(note=""), {"note": scrubbed}, gone)
    return count + scrub_rows(Wave.objects.all(), {"name": scrubbed}, gone)


def _of_erased(gone: Forgotten) -> Sequence[Invitation]:
    everybody = Invitation.objects.iterator(chunk_size=2000)
    return [i for i in everybody if _is_theirs(i, gone)]


def _is_theirs(invitation: Invitation, gone: Forgotten) -> bool:
    is_key = bool(invitation.customer_key) and gone.is_key(int(invitation.customer_key))
    return is_key or is_call_of_erased(invitation.about, gone)


def _forget_customer(invitation: Invitation) -> int:
    """The invitation with its answers, and that they were asked; a mailbox that others share stays known."""
    marks = marks_of_person(invitation.customer_key)
    mailbox = invitation.address_mark
    shared = Invitation.objects.filter(address_mark=mailbox).exclude(
        customer_key=invitation.customer_key
    )
    if mailbox and not shared.exists():
        marks.append(mailbox)
    Addressee.objects.filter(mark__in=[mark for mark in marks if mark]).delete()
    invitation.delete()
    return 1


HOLDERS = (Holder("surveys", _("Surveys"), _held, _forget),)
