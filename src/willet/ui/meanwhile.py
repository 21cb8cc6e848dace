"""A form that knows what its thing said when it was opened: who saves after somebody else sees both values first."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from willet.core.records import RequestError, saying
from willet.ui import formats
from willet.ui.fields.words import words_in

MEANWHILE: Final = saying(
    "meanwhile",
    "Somebody else changed this since you opened it, and nothing of yours is kept. Look at what it says now, then do "
    "it again.",
)


class MeanwhileError(RequestError):
    """Somebody else saved the thing, or took it away, since the form was filled."""


class SeenField(forms.CharField):
    """The stamp of what was shown. Drawn anew each time, so that a second save is meant."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput())

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What stands now, not what came in."""
        return initial


class MeanwhileForm(forms.Form):
    """Carries a stamp of what stands. Where that is another by the time it is saved, nothing is kept."""

    seen = SeenField()
    stamp = ""

    def guard(self, thing: Model, names: Sequence[str]) -> None:
        """Take what the thing says now in these fields, before anything of the form reaches it."""
        self.guarded, self.guarded_names = thing, names
        self.stamp = stamp_of(thing, names)
        self.initial["seen"] = self.stamp

    def hold(self) -> None:
        """Let nobody else write the thing until the transaction ends; a new one is nobody else's yet.

        Raises:
            MeanwhileError: somebody else saved it, or took it away, since this form was filled.
        """
        if self.guarded._state.adding:
            return
        rows = type(self.guarded)._default_manager.select_for_update()
        now = rows.filter(pk=self.guarded.pk).first()
        if now is None or stamp_of(now, self.guarded_names) != self.stamp:
            raise MeanwhileError(MEANWHILE())

    @property
    def is_late(self) -> bool:
        """Whether somebody else saved since the form was opened. A program that saw no form is never late."""
        seen = self.data.get(self.add_prefix("seen"), "") if self.is_bound else ""
        return bool(seen and self.stamp) and seen != self.stamp

    def full_clean(self) -> None:
        """What was handed in, and beside each field what somebody else wrote into it meanwhile."""
        super().full_clean()
        if self.is_bound and self.is_late:
            self._tell()

    def _tell(self) -> None:
        words = _(
            "Somebody else saved this while you wrote, and nothing of yours is kept yet. "
            "Beneath each field stands what is kept now. Save again to keep what you wrote."
        )
        self.add_error(None, words)
        for bound in self.visible_fields():
            if bound.name in self.changed_data and bound.name in self.initial:
                text = _("“%(value)s” is kept now.") % {"value": value_text(bound)}
                self.add_error(bound.name, text)


def stamp_of(thing: Model, names: Sequence[str]) -> str:
    """A short mark of what a thing says in these fields; a choice among things counts by its key."""
    columns = {field.name: field.attname for field in thing._meta.concrete_fields}
    stands = [(name, str(getattr(thing, columns[name]))) for name in names if name in columns]
    return hashlib.sha256(repr(sorted(stands)).encode()).hexdigest()[:16]


def value_text(bound: BoundField) -> str:
    """What stands in a field, as people read it."""
    value = bound.initial
    if isinstance(bound.field, forms.ChoiceField | forms.ModelChoiceField):
        labels = {str(key): str(label) for key, label in _flat(bound.field)}
        values = value if isinstance(value, list | tuple) else [value]
        return ", ".join(labels.get(str(one), str(one)) for one in values if one is not None)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return formats.date(value)
    return _of_several_parts(bound.field, value) or str("" if value is None else value)


def _of_several_parts(field: forms.Field, value: Any) -> str:
    """What a field of several boxes shows in them; empty for any other."""
    if isinstance(value, Mapping):
        return words_in(value)
    boxes = field.widget.decompress(value) if isinstance(field, forms.MultiValueField) else []
    return " ".join(str(box) for box in boxes if box)


def _flat(field: Any) -> list[tuple[object, object]]:
    return [
        pair
        for key, label in field.choices
        for pair in (label if isinstance(label, list | tuple) else [(key, label)])
    ]
