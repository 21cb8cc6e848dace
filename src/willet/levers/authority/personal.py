"""What this room keeps of persons: what agents wanted to give, and to which customers."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
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
    theirs = Q(customer__in=[str(key) for key in sought.keys]) | Q(contact_id__in=sought.contacts)
    theirs |= Q(agent_name__in=sought.names) | Q(agent__name__in=sought.names)
    return [_record(row) for model in _WANTED for row in _rows(model).filter(theirs).order_by("at")]


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
    theirs = theirs or gone.is_contact(row.contact_id)
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
