"""What lies at hand beside a call: what it is about, and the contact that an article or a grant is written down for."""

from willet.core.sources.rooms import BY_HAND
from willet.desk.domain.drafts import draft_of
from willet.desk.domain.knowing import KnownCaller, key_of, known_of
from willet.desk.domain.statements import newest
from willet.desk.models import Disposition, Draft, Leg
from willet.figures.domain.asking import Reading
from willet.levers.authority.domain import WishSubject


def topic_of(reading: Reading | None, leg: Leg) -> str:
    """What a call is about: as typed so far, as it was said, or as that of the caller's open case; empty if unknown.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    saved, typed = newest(leg), draft_of(leg)
    stated = topic_among(saved, typed, KnownCaller())
    return stated or topic_among(saved, typed, known_of(reading, leg.call))


def topic_among(saved: Disposition | None, typed: Draft | None, known: KnownCaller) -> str:
    """The same of what is known already."""
    case = known.case
    of_case = case.topic if case is not None else None
    return str((typed and typed.words.get("topic")) or (saved and saved.topic) or of_case or "")


def subject_of(reading: Reading | None, leg: Leg) -> WishSubject:
    """The contact of a leg as a grant names it; one that no phone system told of goes by the desk's own id.

    It keeps that id beside its contact once the records tell of it.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    call, customer = leg.call, None
    if call.customer_key:
        number = int(call.customer_key)
        customer = key_of(reading, number) if reading is not None else number
    if call.contact_id and not call.call_id and call.source != BY_HAND:
        return WishSubject(contact_id=call.contact_id, customer=customer)
    return WishSubject(
        contact_id=call.contact_id,
        source=call.source,
        call_id=call.call_id or str(call.pk),
        pbx=call.pbx,
        leg=leg.leg,
        connected_at=leg.connected_at or leg.rang_at or call.began_at,
        customer=customer,
    )
