"""Mappings kept under a name: versioned, changed by one person at a time, found again by the shape of a file."""

from django.db import transaction

from willet.core.records import RequestError, saying
from willet.core.sources.table.grammar import parse_mapping
from willet.imports.models import MappingVersion, SavedMapping
from willet.people.models import User

CHANGED = saying(
    "mapping_changed_meanwhile",
    "%(who)s saved version %(version)s of this mapping while you were changing it. Your text still stands below and "
    "nothing is lost: compare it with theirs, under “Versions”, and save again to put yours on top.",
)
SOMEBODY = saying("somebody_unknown", "Somebody")()


class StaleMappingError(RequestError):
    """Somebody else changed the mapping since it was looked at."""


def check_mapping(text: str) -> None:
    """Make sure that a text is a mapping.

    Raises:
        RequestError: every mistake in it, each with what was probably meant.
    """
    parse_mapping(text)


def keep_mapping(
    name: str, *, text: str, by: User, shape: str = "", seen_version: int | None = None
) -> SavedMapping:
    """Keep a mapping under a name; a mapping of that name gets a new version.

    Raises:
        StaleMappingError: `seen_version` is named, and the mapping has another by now.
    """
    with transaction.atomic():
        known = SavedMapping.objects.select_for_update().filter(name=name).first()
        if known is None:
            return put(SavedMapping(name=name, shape=shape), text=text, by=by)
        _refuse_stale(known, seen_version)
        known.shape = shape or known.shape
        return put(known, text=text, by=by)


def change_mapping(mapping: SavedMapping, *, by: User, seen_version: int) -> SavedMapping:
    """Save a mapping that a person changed, if nobody else did since.

    Raises:
        StaleMappingError: somebody did; nothing was saved.
    """
    with transaction.atomic():
        known = SavedMapping.objects.select_for_update().get(pk=mapping.pk)
        _refuse_stale(known, seen_version)
        known.name = mapping.name
        return put(known, text=mapping.text, by=by)


def put(mapping: SavedMapping, *, text: str, by: User) -> SavedMapping:
    """Save a text as the newest version; the same text once more is none."""
    is_new = mapping._state.adding
    if not is_new and mapping.versions.filter(number=mapping.version, text=text).exists():
        mapping.save()
        return mapping
    if not is_new:
        _keep_first(mapping)
        mapping.version += 1
    mapping.text, mapping.saved_by = text, by
    mapping.save()
    MappingVersion.objects.create(mapping=mapping, number=mapping.version, text=text, saved_by=by)
    return mapping


def _keep_first(mapping: SavedMapping) -> None:
    """The text of a mapping that was saved before there were versions."""
    stored = SavedMapping.objects.get(pk=mapping.pk)
    MappingVersion.objects.get_or_create(
        mapping=mapping,
        number=mapping.version,
        defaults={"text": stored.text, "saved_by": stored.saved_by},
    )


def _refuse_stale(known: SavedMapping, seen_version: int | None) -> None:
    if seen_version is not None and seen_version != known.version:
        who = str(known.saved_by) if known.saved_by else SOMEBODY
        raise StaleMappingError(CHANGED(who=who, version=known.version))


def mapping_for(shape: str) -> SavedMapping | None:
    """The mapping saved last for files of this shape."""
    saved = SavedMapping.objects.filter(shape=shape).order_by("-saved_at")
    return saved.first() if shape else None
