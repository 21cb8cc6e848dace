"""Values of fields as JSON that every database gives back as it took it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Field, ForeignKey, Model

from willet.activity.models import AuditedModel
from willet.core.records.money import plain_money
from willet.ui.given import kept_measure


def plain(value: object) -> Any:
    """The value as JSON: whole numbers, texts, yes and no, lists; whatever else as text."""
    match value:
        case None | bool() | int():
            return value
        case datetime() | date() | time():
            return value.isoformat()
        case Mapping():
            return {str(name): plain(inner) for name, inner in value.items()}
        case str():
            # PostgreSQL keeps no NUL in JSON.
            return str(value).replace("\0", "")
        case Sequence() | set() | frozenset():
            return [plain(inner) for inner in value]
    return str(value).replace("\0", "")


def value_of(thing: Model, field: "Field[Any, Any]") -> Any:
    """What a field holds; of a thing it leads to the name."""
    if isinstance(field, ForeignKey):
        return _name_behind(thing, field)
    value = getattr(thing, field.attname)
    unit = getattr(thing, "AUDIT_MEASURES", {}).get(field.name)
    if unit is not None and value is not None:
        return kept_measure(value, getattr(thing, unit))
    currency = getattr(thing, "AUDIT_MONEY", {}).get(field.name)
    return plain(
        value if currency is None or value is None else plain_money(value, getattr(thing, currency))
    )


def _name_behind(thing: Model, field: "ForeignKey[Any, Any]") -> Any:
    try:
        other = getattr(thing, field.name)
    except ObjectDoesNotExist:
        return plain(getattr(thing, field.attname))
    return None if other is None else name_of(other)


def name_of(thing: Model) -> str:
    """The name of a thing as entries keep it, which whoever reads them is told in their own language."""
    return thing.audit_name() if isinstance(thing, AuditedModel) else str(thing)
