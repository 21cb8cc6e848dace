"""What a reader hands in to correct a case by hand."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from willet.figures.domain.words import value_words
from willet.resolution.case.line import moment_words
from willet.resolution.case.query import Member


class _CorrectionForm(forms.Form):
    """A correction by hand always says why."""

    note = forms.CharField(label=_("Why"), max_length=500, help_text=_("Kept with the correction."))


class SplitForm(_CorrectionForm):
    """The contact that is to open a case of its own."""

    contact_id = forms.CharField(label=_("From this contact on"), max_length=300)
    field_order = ("contact_id", "note")

    @classmethod
    def of(cls, members: Iterable[Member], zone: ZoneInfo) -> "SplitForm":
        """A form that offers these contacts."""
        form = cls(auto_id="split_%s")
        offered = [
            (m.contact_id, f"{moment_words(m, zone)} · {value_words('queue', m.queue) or '–'}")
            for m in members
        ]
        form.fields["contact_id"].widget = forms.Select(choices=offered)
        return form


class JoinForm(_CorrectionForm):
    """The contact of another case that belongs here."""

    contact_id = forms.CharField(widget=forms.HiddenInput, max_length=300)
    other_id = forms.CharField(
        label=_("A call of the other case"),
        max_length=400,
        help_text=_("The address of its page, or the code that stands on it."),
    )
    field_order = ("contact_id", "other_id", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "join_%s"} | kwargs)

    def clean_other_id(self) -> str:
        """The contact, if a whole address was pasted."""
        text: str = self.cleaned_data["other_id"].strip()
        return unquote(text.partition("/calls/")[2].strip("/")) if "/calls/" in text else text


class WithdrawForm(forms.Form):
    """A correction that is to be taken back."""

    kind = forms.ChoiceField(choices=[("split", "split"), ("join", "join")])
    contact_id = forms.CharField(max_length=300)
    other_id = forms.CharField(max_length=300, required=False)
