"""Two agents that are one person, two topics that are one: merged, and taken apart again. One points to the other."""

from typing import TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from willet.people.agents.keeping import NamesError, Who, changing_names
from willet.people.models import Mergeable, NotOne

T = TypeVar("T", bound=Mergeable)


def merge(thing: T, into: T, *, by: Who) -> T:
    """Count one as another from now on, in the past too; gives the one that stands for both.

    Done once, however many ask for it. Where two people merge two things into each other, the second is told.

    Raises:
        NamesError: the other is merged into this one, they are the same, or one was removed since.
    """
    with changing_names(by):
        _read_again(thing, into)
        target = standing_for(into)
        if thing.pk == into.pk:
            raise NamesError(_("%(name)s cannot be merged with itself.") % {"name": thing.name})
        if target.pk == thing.pk:
            raise NamesError(
                _("%(other)s counts as %(name)s already. Take that apart first.")
                % {"other": into.name, "name": thing.name}
            )
        if thing.merged_into is not None:
            return _merged_before(thing, target)
        thing.merged_into = target
        thing.save(update_fields=["merged_into"])
    return target


def take_apart(thing: T, *, by: Who) -> None:
    """Let what was merged be one of its own again, as if it had never been.

    Where what it was merged into was removed since, it is one of its own already.

    Raises:
        NamesError: it was removed itself.
    """
    with changing_names(by):
        _read_again(thing)
        if thing.merged_into is not None:
            thing.merged_into = None
            thing.save(update_fields=["merged_into"])


def standing_for(thing: T) -> T:
    """What this one counts as in the end."""
    seen, way = set[int](), thing
    while way.merged_into is not None and way.pk not in seen:
        seen.add(way.pk)
        way = cast(T, way.merged_into)
    return way


def _read_again(*things: Mergeable) -> None:
    for thing in things:
        try:
            thing.refresh_from_db()
        except ObjectDoesNotExist:
            raise NamesError(
                _("%(name)s was removed meanwhile. Nothing was changed.") % {"name": thing.name}
            ) from None


def tell_apart(one: str, other: str) -> None:
    """Keep that two names are two people, so that nobody is asked again."""
    first, second = sorted((one, other))
    NotOne.objects.get_or_create(one=first, other=second)


def _merged_before(thing: T, target: T) -> T:
    before = standing_for(thing)
    if before.pk != target.pk:
        raise NamesError(
            _("%(name)s counts as %(other)s already. Take that apart first.")
            % {"name": thing.name, "other": before.name}
        )
    return before
