"""An entry in the reader's language: who, what, and each field from what to what."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, DecimalField, Field, FloatField, ForeignKey, ManyToManyField
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from willet.activity.domain.labels import label_of
from willet.activity.models import ActivityEntry
from willet.ui import formats
from willet.ui.given import kept_measure_words
from willet.ui.money import kept_money_words

LONGEST = 80
"""Letters of a value that a line shows."""


def who_words(entry: ActivityEntry) -> str:
    """Who did it, as they were called."""
    match entry.who_kind:
        case "person":
            return entry.who_name or _("(erased)")
        case "command":
            return _("the command line")
        case "customer":
            return _("a customer")
    return _("Willet by itself")


def what_words(entry: ActivityEntry, kinds: Mapping[str, str]) -> str:
    """What it was done to: its kind, and its name where it has one."""
    kind = kinds.get(entry.kind, entry.kind)
    name = _name(entry) or entry.thing_id
    return f"{kind}: {name}" if name else kind


def _name(entry: ActivityEntry) -> str:
    try:
        model = apps.get_model(entry.kind)
    except (LookupError, ValueError):
        return entry.thing_name
    return _shown_of(model, entry.thing_name)


def _shown_of(model: Any, name: str) -> str:
    """The name that an entry keeps of a thing of this model, as the reader is told it."""
    return str(getattr(model, "AUDIT_SHOWS", str)(name)) if name else ""


def change_words(entry: ActivityEntry) -> str:
    """Each field from what to what, in one line."""
    if not entry.seals["fields"][0]:
        return _("(erased)")
    lines = [_one(entry.kind, change) for change in entry.fields]
    return "; ".join(line for line in lines if line)


def _one(kind: str, change: Mapping[str, Any]) -> str:
    field = _field(kind, change["name"])
    label = label_of(field) if field is not None else _known(change)
    if label is None:
        return ""
    if change.get("hidden"):
        return _("%(field)s: changed, not shown") % {"field": label}
    was, now = _value(change["was"], field), _value(change["is"], field)
    if change["was"] is None:
        return f"{label}: {now}"
    return f"{label}: {was} → {now}"


def _known(change: Mapping[str, Any]) -> str:
    # Labels of what is no field of a model are words of this room, gathered with `gettext_noop`.
    return _(change["label"])


def _field(kind: str, name: str) -> "Field[Any, Any] | None":
    try:
        field = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return field if isinstance(field, Field) else None


def _value(value: Any, field: "Field[Any, Any] | None") -> str:
    if value is None or value == "":
        return formats.DASH
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    spoken = getattr(field.model, "AUDIT_WORDS", {}).get(field.name) if field else None
    if spoken is not None:
        text = str(spoken(value)) or formats.DASH
    else:
        text = _text(value, field) if isinstance(value, str) else _joined(_linked(value, field))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _text(value: str, field: "Field[Any, Any] | None") -> str:
    if field is not None and field.name in getattr(field.model, "AUDIT_MONEY", {}):
        return kept_money_words(value)
    if field is not None and field.name in getattr(field.model, "AUDIT_MEASURES", {}):
        return kept_measure_words(value) or _number(value)
    if isinstance(field, ForeignKey):
        return _shown_of(field.related_model, value)
    if isinstance(field, DecimalField | FloatField):
        return _number(value)
    return _moment(value) if isinstance(field, DateField) else _chosen(value, field)


def _linked(value: Any, field: "Field[Any, Any] | None") -> Any:
    """The things that a thing is linked to, each as the reader is told it; any other value as it is."""
    if not isinstance(field, ManyToManyField):
        return value
    return sorted(_shown_of(field.related_model, str(name)) for name in value)


def _number(value: str) -> str:
    """A number with the reader's mark and every digit, but for noughts that the column adds."""
    try:
        exact = Decimal(value).normalize()
    except InvalidOperation:
        return value
    exponent = exact.as_tuple().exponent
    return formats.number(exact, max(-exponent, 0)) if isinstance(exponent, int) else value


def _moment(value: str) -> str:
    """A day or a moment as the reader writes it."""
    at = parse_datetime(value) if "T" in value else parse_date(value)
    if at is None:
        return value
    return formats.moment(at) if isinstance(at, datetime) else formats.date(at)


def _chosen(value: str, field: "Field[Any, Any] | None") -> str:
    choices = dict(field.flatchoices) if field is not None else {}
    return str(choices.get(value, value))


def _joined(value: Any) -> str:
    if isinstance(value, Mapping):
        parts = [
            f"{name}: {_joined(inner)}" if inner else str(name) for name, inner in value.items()
        ]
        return ", ".join(parts) or formats.DASH
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ", ".join(map(str, value)) or formats.DASH
    return str(value)
