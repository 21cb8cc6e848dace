"""What this room keeps of persons: what agents wanted to give, and to which customers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from willet.core.cases.joining import is_call_of, is_call_of_erased
from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.core.sources.rooms import About
from willet.levers.authority.domain.wishes import WishSubject
from willet.levers.authority.models import (
    CouldNot,
    Grant,
    GrantLimit,
    GrantRequest,
    LedgerRow,
    Payout,
)
from willet.ui.personal import Holder, Sought, scrub_rows

_WANTED: tuple[type[LedgerRow], ...] = (Grant, GrantRequest, CouldNot)


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    return [_record(row) for model in _WANTED for row in _rows_of(model, sought)]


def _rows_of(model: type[LedgerRow], sought: Sought) -> Iterator[LedgerRow]:
    """What is theirs by key or name; what is so by the ids of a call only where its moment agrees: ids begin again."""
    theirs = Q(customer__in=[str(key) for key in sought.keys])
    theirs |= Q(agent_name__in=sought.names) | Q(agent__name__in=sought.names)
    by_ids = Q(call_id__in=[contact.partition(":")[2] for contact in sought.contacts])
    by_ids |= Q(contact_id__in=sought.contacts)
    named = set(model._default_manager.filter(theirs).values_list("pk", flat=True))
    for row in _rows(model).filter(Q(pk__in=named) | by_ids).order_by("at"):
        if row.pk in named or _is_of(row, sought):
            yield row


def _is_of(row: LedgerRow, sought: Sought) -> bool:
    about, arrivals = _about(row), sought.arrivals.items()
    return any(is_call_of(about, one, at, written_at=row.at) for one, at in arrivals)


def _about(row: LedgerRow) -> About:
    return replace(WishSubject.of(row).about(row.agent_name), at=row.connected_at)


def _rows(model: type[LedgerRow]) -> Any:
    more = ("payout",) if model is Grant else ()
    return model._default_manager.select_related("kind", "agent", *more)


def _record(row: LedgerRow) -> Mapping[str, Any]:
    return {
        "what": row._meta.model_name,
        "kind": row.kind.key,
        "at": row.at.isoformat(),
        "agent": row.agent_name,
        "amount_minor": row.amount_minor,
        "currency": row.currency,
        "contact": row.contact_id or row.call_id,
        "reason": row.reason,
        "decision": getattr(row, "decision", ""),
        "said_by_who_pays": row.payout.note if isinstance(row, Grant) else "",
    }


def _forget(gone: Forgotten) -> int:
    """Part the ledger from erased customers and employees; amounts and days stay, for they were paid."""
    count = sum(_forget_customer(row, gone) for model in _WANTED for row in _rows(model))
    texts = {"reason": scrubbed, "agent_name": scrubbed}
    for model in _WANTED:
        more = {"decision": scrubbed} if model is GrantRequest else {}
        count += scrub_rows(_rows(model), texts | more, gone)
    count += scrub_rows(Payout.objects.exclude(note=""), {"note": scrubbed}, gone)
    return count + scrub_rows(GrantLimit.objects.all(), {"reason": scrubbed}, gone)


def _forget_customer(row: LedgerRow, gone: Forgotten) -> bool:
    """What was said in an erased customer's contact goes with their key; the contact's id alone names nobody."""
    theirs = bool(row.customer) and gone.is_key(int(row.customer))
    theirs = theirs or is_call_of_erased(_about(row), gone, written_at=row.at)
    cleared = {name: "" for name in _texts(row) if theirs and getattr(row, name)}
    if cleared:
        type(row)._default_manager.filter(pk=row.pk).update(**cleared)
    if theirs and isinstance(row, Grant):
        Payout.objects.filter(grant=row).exclude(note="").update(note="")
    return bool(cleared)


def _texts(row: Model) -> Iterator[str]:
    yield from ("customer", "reason")
    if isinstance(row, GrantRequest):
        yield "decision"


HOLDERS = (Holder("authority", _("Grants and requests"), _held, _forget),)
