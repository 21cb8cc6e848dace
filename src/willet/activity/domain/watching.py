"""Sees what happens to audited things, by whatever road, and appends it; hears of the others from their pages."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.apps import apps
from django.db.models import SET_NULL, Field, Model
from django.db.models.signals import m2m_changed, post_save, pre_delete, pre_save

from willet.activity.domain.plain import name_of, value_of
from willet.activity.domain.recording import FieldChange, Subject, hold_chain, record
from willet.activity.models import Act, AuditedModel
from willet.ui.pages import ThingChange, changed

SECRET: Final = re.compile(r"password|passwd|secret|token|salt|(^|_)(key|pin|otp|code)(_|$)")
"""What fields are called whose values never enter."""
_EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})
_STORED: Final = "_stored_before"
_LINKED: Final = "_linked_before"


def watch() -> None:
    """Listen to every audited model, and to the pages of all others."""
    for model in apps.get_models():
        if issubclass(model, AuditedModel):
            _watch(model)
    changed.connect(_hear, dispatch_uid="activity")


def _watch(model: type[Model]) -> None:
    name = f"activity {model._meta.label_lower}"
    pre_save.connect(_before_save, sender=model, dispatch_uid=name)
    post_save.connect(_after_save, sender=model, dispatch_uid=name)
    pre_delete.connect(_before_delete, sender=model, dispatch_uid=name)
    for field in model._meta.many_to_many:
        m2m_changed.connect(_links_changed, sender=field.remote_field.through, dispatch_uid=name)


def _before_save(sender: type[Model], instance: Model, raw: bool, **_rest: Any) -> None:
    hold_chain()
    new = instance._state.adding and not raw
    setattr(instance, _STORED, None if new else _stored(sender, instance))


def _stored(model: type[Model], thing: Model) -> Model | None:
    return model._base_manager.filter(pk=thing.pk).first()


def _after_save(
    sender: type[Model],
    instance: Model,
    raw: bool,
    update_fields: Iterable[str] | None,
    **_rest: Any,
) -> None:
    was, now = getattr(instance, _STORED, None), _stored(sender, instance)
    if was is None:
        record(Act.RESTORED if raw else Act.ADDED, Subject.of(instance), fields=_all(now))
        return
    fields = [f for f in _differences(was, now) if update_fields is None or f.name in update_fields]
    if fields:
        record(Act.CHANGED, Subject.of(instance), fields=fields)


def _before_delete(sender: type[Model], instance: Model, **_rest: Any) -> None:
    hold_chain()
    for field in _left_empty(sender):
        for thing in field.model._base_manager.filter(**{field.name: instance}):
            change = _change(field.model, field, name_of(instance), None)
            record(Act.CHANGED, Subject.of(thing), fields=[change])
    record(Act.REMOVED, Subject.of(instance), fields=_all(instance, gone=True))


def _left_empty(model: type[Model]) -> Iterator["Field[Any, Any]"]:
    """The fields of audited things that lead to such a thing, and lead nowhere once it is removed: no save says so."""
    for relation in model._meta.related_objects:
        field = relation.field
        if getattr(relation, "on_delete", None) is SET_NULL and issubclass(
            field.model, AuditedModel
        ):
            yield from (seen for seen in _seen(field.model) if seen is field)


def _links_changed(
    sender: type[Model],
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[Any] | None,
    **_rest: Any,
) -> None:
    """Things linked to a thing: told of the side that declares the field, from whichever side it is done."""
    owner_model = model if reverse else type(instance)
    field = next(f for f in owner_model._meta.many_to_many if f.remote_field.through is sender)
    if action.startswith("pre_"):
        owners = _owners(instance, model, field.name, pk_set) if reverse else [instance]
        setattr(instance, _LINKED, {owner.pk: _names(owner, field.name) for owner in owners})
        return
    before: dict[Any, list[str]] = getattr(instance, _LINKED, {})
    for owner in owner_model._base_manager.filter(pk__in=before):
        was, now = before[owner.pk], _names(owner, field.name)
        if was != now:
            change = FieldChange(field.name, _label(field), was, now)
            record(Act.CHANGED, Subject.of(owner), fields=[change])


def _owners(instance: Model, model: type[Model], field: str, keys: set[Any] | None) -> list[Model]:
    """Whose links change, where that is done from the other side; without keys all of them are cut."""
    wanted = {"pk__in": keys} if keys is not None else {field: instance}
    return list(model._base_manager.filter(**wanted))


def _names(owner: Model, field: str) -> list[str]:
    return sorted(name_of(other) for other in getattr(owner, field).all())


def _seen(model: type[Model]) -> Iterator["Field[Any, Any]"]:
    ignored: frozenset[str] = getattr(model, "AUDIT_IGNORES", frozenset())
    for field in model._meta.concrete_fields:
        by_itself = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
        if not (field.primary_key or by_itself or field.name in ignored):
            yield field


def is_hidden(model: type[Model], field: str) -> bool:
    """Whether the values of a field never enter."""
    return field in getattr(model, "AUDIT_HIDES", frozenset()) or bool(SECRET.search(field))


def _all(thing: Model | None, *, gone: bool = False) -> Iterator[FieldChange]:
    if thing is None:
        return
    for field in _seen(type(thing)):
        value = value_of(thing, field)
        if value not in _EMPTY:
            was, now = (value, None) if gone else (None, value)
            yield _change(type(thing), field, was, now)


def _differences(was: Model, now: Model | None) -> Iterator[FieldChange]:
    if now is None:
        return
    for field in _seen(type(now)):
        if getattr(was, field.attname) != getattr(now, field.attname):
            yield _change(type(now), field, value_of(was, field), value_of(now, field))


def _change(model: type[Model], field: "Field[Any, Any]", was: object, now: object) -> FieldChange:
    return FieldChange(field.name, _label(field), was, now, hidden=is_hidden(model, field.name))


def _label(field: Any) -> str:
    # Only what tells the field where its room is gone: a page asks the field itself, in the reader's language.
    return str(field.name).replace("_", " ")


def _hear(sender: type, change: ThingChange, **_rest: Any) -> None:
    """What a page did to a thing that is not audited by itself."""
    if isinstance(change.thing, AuditedModel):
        return
    model = type(change.thing)
    fields = [
        FieldChange(name, name.replace("_", " "), was, now, hidden=is_hidden(model, name))
        for name, (was, now) in change.fields.items()
    ]
    record(Act(change.verb), Subject.of(change.thing), fields=fields, by=change.who)
