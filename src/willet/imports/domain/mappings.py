"""Mappings kept under a name, and whether a text is a mapping at all."""

from willet.core.sources.table.grammar import parse_mapping
from willet.imports.models import SavedMapping
from willet.people.models import User


def check_mapping(text: str) -> None:
    """Make sure that a text is a mapping.

    Raises:
        RequestError: every mistake in it, each with what was probably meant.
    """
    parse_mapping(text)


def keep_mapping(name: str, *, text: str, by: User) -> SavedMapping:
    """Keep a mapping under a name; a mapping of that name gives way."""
    mapping, _is_new = SavedMapping.objects.update_or_create(
        name=name, defaults={"text": text, "saved_by": by}
    )
    return mapping
