"""What django-ninja found wrong in path, query or body: every field at once, each with its rule in words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from ninja.errors import ValidationError

from willet.ui.endpoints import RefusedField

_Values = Mapping[str, Any]
_RULES: Final[Mapping[str, Callable[[_Values], str]]] = {
    "missing": lambda _v: _("This is missing."),
    "extra_forbidden": lambda _v: _("Nothing is known under this name."),
    "string_type": lambda _v: _("This must be a text."),
    "string_too_long": lambda v: _("At most %(n)s characters fit here.") % {"n": v["max_length"]},
    "list_type": lambda _v: _("This must be a list."),
    "too_long": lambda v: _("At most %(n)s fit here.") % {"n": v["max_length"]},
    "dict_type": lambda _v: _("This must be an object of names and values."),
    "model_attributes_type": lambda _v: _("This must be an object of names and values."),
    "model_type": lambda _v: _("This must be an object of names and values."),
    "int_parsing": lambda _v: _("This must be a whole number."),
    "int_type": lambda _v: _("This must be a whole number."),
    "int_parsing_size": lambda _v: _("This number is too large."),
    "finite_number": lambda _v: _("This must be a finite number."),
    "bool_type": lambda _v: _("This must be true or false."),
    "bool_parsing": lambda _v: _("This must be true or false."),
    "uuid_parsing": lambda _v: _("This must be an id as it was given out."),
    "greater_than_equal": lambda v: _("The least is %(n)s.") % {"n": v["ge"]},
    "less_than_equal": lambda v: _("The most is %(n)s.") % {"n": v["le"]},
}
"""What a rule is called by pydantic, and in words."""


def fields_of(error: ValidationError) -> list[RefusedField]:
    """Every field that was refused."""
    return [_field(part) for part in error.errors]


def _field(part: Mapping[str, Any]) -> RefusedField:
    # The first step says whether it stood in the address or the body; a body has a name of our own after that.
    steps = part["loc"][2 if part["loc"][0] == "body" else 1 :]
    place = ".".join(map(str, steps))
    rule = _RULES.get(part["type"])
    why = rule(part.get("ctx", {})) if rule else _("This does not fit here.")
    return RefusedField(place[:200], why, part["type"])
