"""What was removed a moment ago, kept in the remover's session until it is brought back or forgotten."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from time import time
from typing import Any, Final
from uuid import uuid4

from django.apps import apps
from django.contrib import messages
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, router, transaction
from django.db.models import ForeignKey, Model
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.core.records import WilletError
from willet.ui.messages import translate
from willet.ui.pages.changes import ThingChange, note

UNDO: Final = "undo-"
"""What the tags of a message begin with whose change can be undone; the token follows."""
_SESSION: Final = "removed"
MOST: Final = 5
LONGEST_S: Final = 3600.0


def keep_removed(request: HttpRequest, thing: Model, *, back: str, permission: str) -> str:
    """Keep a thing about to be removed, with all that hangs on it; give the token that brings it back."""
    token = uuid4().hex
    kept = {
        "things": serializers.serialize("json", list(_with_what_hangs_on(thing)), cls=_Exact),
        "pointed": list(_what_pointed(thing)),
        "back": back,
        "permission": permission,
        "at": time(),
    }
    still = list(_fresh(request).items())[-(MOST - 1) :]
    request.session[_SESSION] = {**dict(still), token: kept}
    return token


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond; Django's own cuts them to the millisecond, and what came back would differ."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _with_what_hangs_on(thing: Model) -> Iterator[Model]:
    """The thing first, then what its removal takes along."""
    collector = Collector(using=router.db_for_write(type(thing)), origin=thing)
    collector.collect([thing])
    yield thing
    for things in collector.data.values():
        yield from (other for other in things if other != thing)
    for query in collector.fast_deletes:
        yield from query


def _what_pointed(thing: Model) -> Iterator[tuple[str, str, str]]:
    """What stays and only loses its way to the thing: model, key and field."""
    collector = Collector(using=router.db_for_write(type(thing)), origin=thing)
    collector.collect([thing])
    # Lists of things or of queries, whatever the stubs say.
    updates: dict[Any, Any] = dict(collector.field_updates)
    for (field, _now), several in updates.items():
        for some in several:
            for other in some:
                if getattr(other, field.attname) == thing.pk:
                    yield other._meta.label, str(other.pk), field.name


def _fresh(request: HttpRequest) -> dict[str, Any]:
    oldest = time() - LONGEST_S
    kept: dict[str, Any] = request.session.get(_SESSION, {})
    return {token: one for token, one in kept.items() if one["at"] >= oldest}


@require_POST
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Bring back what this reader removed; once, within the hour, and while they still may.

    Raises:
        PermissionDenied: the right to it was withdrawn since.
    """
    kept = _fresh(request)
    one = kept.pop(token, None)
    request.session[_SESSION] = kept
    if one is None:
        messages.error(request, _("This can no longer be undone."))
        return redirect("/")
    try:
        _restore(request, one)
        messages.success(request, _("It is back."))
    except IntegrityError:
        messages.error(request, _("It cannot come back: something else has taken its place."))
    except WilletError as refused:
        # Whoever hears of the change may refuse it: a rule of the room would be broken by now.
        messages.error(request, translate(refused.message))
    return redirect(one["back"])


def _restore(request: HttpRequest, one: dict[str, Any]) -> None:
    with transaction.atomic():
        things = list(serializers.deserialize("json", one["things"]))
        if not request.user.has_perm(one["permission"], things[0].object):
            raise PermissionDenied
        for thing in things:
            _part_from_what_is_gone(thing.object, [other.object for other in things])
            thing.save(force_insert=True)
        for label, pk, field in one.get("pointed", ()):
            _point_again(label, pk, field, things[0].object)
        note(ThingChange(request.user, "restored", things[0].object))


def _part_from_what_is_gone(thing: Model, back: Sequence[Model]) -> None:
    """Let a thing that comes back point to nothing where what it pointed to was removed since."""
    for field in thing._meta.concrete_fields:
        if not isinstance(field, ForeignKey) or not field.null:
            continue
        pk, model = getattr(thing, field.attname), field.related_model
        comes = any(isinstance(other, model) and other.pk == pk for other in back)
        if pk is not None and not comes and not model._base_manager.filter(pk=pk).exists():
            setattr(thing, field.attname, None)


def _point_again(label: str, pk: str, field: str, thing: Model) -> None:
    """Let what pointed to the thing do so again, unless it points elsewhere by now, or is gone."""
    model = apps.get_model(label)
    for other in model._base_manager.filter(pk=pk, **{f"{field}__isnull": True}):
        setattr(other, field, thing)
        other.save(update_fields=[field])
