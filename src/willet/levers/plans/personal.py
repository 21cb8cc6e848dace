"""What this room keeps of persons: agents who begin with something, whoever a text names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.core.records import Message
from willet.levers.plans.models import (
    ImprovementPlan,
    Intervention,
    PlanVerdict,
    Registration,
    ReviewMeeting,
)
from willet.ui.personal import Holder, Sought, names_any, scrub_rows

_TEXTS = {
    ImprovementPlan: ("name", "background", "gap", "follow_up", "state_reason"),
    ReviewMeeting: ("notes", "decisions"),
    Intervention: ("object",),
    Registration: ("reason",),
}


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    return [*_begins(sought), *_mentions(sought)]


def _begins(sought: Sought) -> list[Mapping[str, Any]]:
    return [
        {"intervention": str(one), "plan": str(one.plan), "unit": name, **one.units[name]}
        for one in Intervention.objects.select_related("plan").order_by("pk")
        for name in sorted(sought.names & set(one.units))
    ]


def _mentions(sought: Sought) -> list[Mapping[str, Any]]:
    return [
        {"what": row._meta.model_name, "id": row.pk, "field": field, "text": getattr(row, field)}
        for model, fields in _TEXTS.items()
        for row in model._default_manager.order_by("pk")
        for field in fields
        if names_any(getattr(row, field), sought.names)
    ]


def _renamed(value: Any, gone: Forgotten) -> Any:
    """A value of plain JSON without whoever was erased, in its keys too: units stand there by name."""
    if isinstance(value, Mapping):
        return {gone.called(key): _renamed(inner, gone) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, gone) for inner in value]
    return scrubbed(value, gone)


def _worded_without(message: Message, gone: Forgotten) -> Message:
    plain = message.as_json()
    left = _renamed(plain, gone)
    return message if left == plain else Message.from_json(left)


def _forget(gone: Forgotten) -> int:
    """Pseudonyms in place of former employees, in lists and texts; what was tried, and what came out, stays."""
    count = 0
    for model, fields in _TEXTS.items():
        lists = {
            Intervention: ("units", "keys", "outlook"),
            Registration: ("starts", "ends", "outlook"),
        }.get(model, ())
        changes = dict.fromkeys(fields, scrubbed) | dict.fromkeys(lists, _renamed)
        count += scrub_rows(model._default_manager.all(), changes, gone)
    words = {"notes": _renamed, "words": _worded_without}
    return count + scrub_rows(PlanVerdict.objects.all(), words, gone)


HOLDERS = (Holder("plans", _("Plans"), _held, _forget),)
