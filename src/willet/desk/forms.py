"""What is handed in at the desk: how a call ended, a call written down by hand, a link to a phone system."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from willet.core.records import Cause
from willet.desk.domain.disposing import Ending
from willet.desk.models import PhoneLink, Solved, Webhook
from willet.figures.domain.words import value_words
from willet.jobs.webhooks import may_be_sent_to

MOST_TAGS, LONGEST_TAG = 12, 40
_WHEN = "%Y-%m-%dT%H:%M"


class _Local(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=_WHEN)


class NoteField(forms.CharField):
    """A text of some lines: browsers send an end of line as two characters and count it as one."""

    def to_python(self, value: Any) -> str:
        """The text as its writer counted it."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class DispositionForm(forms.Form):
    """How a call ended."""

    resolved = forms.ChoiceField(
        label=_("Solved"),
        choices=Solved.choices,
        widget=forms.RadioSelect,
        initial=Solved.NOT_GIVEN,
    )
    asked_customer = forms.BooleanField(
        label=_("I asked the customer"),
        required=False,
        help_text=_("The customer said so on the phone. It counts as your word."),
    )
    cause = forms.ChoiceField(
        label=_("Why not"), required=False, help_text=_("Where it was not solved.")
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    code = forms.ChoiceField(label=_("Disposition"), required=False)
    call_back = forms.DateTimeField(
        label=_("Call back until"), required=False, input_formats=[_WHEN], widget=_Local
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=400, help_text=_("Separated by commas.")
    )
    note = NoteField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    known = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, topics: Iterable[str], codes: Iterable[str], zone: ZoneInfo, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self._choose("topic", topics, "topic")
        self._choose("code", codes, "disposition")
        self._choose("cause", [str(cause) for cause in Cause], "cause")
        if not list(codes) and not self.initial.get("code"):
            del self.fields["code"]

    def _choose(self, name: str, values: Iterable[str], dimension: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        kept = self.initial.get(name) or ""
        known = dict.fromkeys([*values, *([kept] if kept else [])])
        field.choices = [("", "–"), *((v, value_words(dimension, v)) for v in known)]

    def clean_tags(self) -> list[str]:
        """The tags, each once, in the order in which they were typed."""
        tags = [tag.strip() for tag in str(self.cleaned_data["tags"]).split(",") if tag.strip()]
        if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags):
            raise forms.ValidationError(
                _("At most %(n)s tags of %(m)s characters each.")
                % {"n": MOST_TAGS, "m": LONGEST_TAG}
            )
        return list(dict.fromkeys(tags))

    def words(self) -> Ending:
        """What is said, once the form is valid."""
        given: Mapping[str, Any] = self.cleaned_data
        kept = {n: given.get(n, "") for n in ("code", "topic", "cause", "note", "asked_customer")}
        return Ending(
            resolved=Solved(given["resolved"]),
            tags=given["tags"],
            call_back=in_zone(given["call_back"], self.zone),
            **kept,
        )


class ByHandForm(forms.Form):
    """A call that the phone system told nothing of."""

    number = forms.CharField(label=_("Number"), required=False, max_length=80)
    began_at = forms.DateTimeField(label=_("Began"), input_formats=[_WHEN], widget=_Local)
    case_ref = forms.CharField(
        label=_("Ticket"),
        required=False,
        max_length=200,
        help_text=_("The number of the ticket in your helpdesk, as the call records carry it."),
    )


class PhoneLinkForm(forms.ModelForm):  # type: ignore[type-arg] # the stubs' class takes one, Django's takes none
    """A phone system, softphone or CRM that is to tell of calls."""

    class Meta:
        model = PhoneLink
        fields = ("name", "way", "source", "pbx")
        help_texts = {
            "source": _("The name under which its call records are imported, such as asterisk."),
            "pbx": _("Only where one source reads several phone systems."),
        }


class WebhookForm(forms.ModelForm):  # type: ignore[type-arg] # as above
    """An address that is told of every disposition."""

    class Meta:
        model = Webhook
        fields = ("name", "url", "with_notes")
        help_texts = {
            "with_notes": _(
                "What agents write may speak of customers: only where the address may keep it."
            )
        }

    def clean_url(self) -> str:
        """A web address; names of a network of one's own are as good as those of the internet."""
        url: str = self.cleaned_data["url"].strip()
        if not may_be_sent_to(url):
            raise forms.ValidationError(_("This is no web address: write https://host/way."))
        return url


def in_zone(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A time as it was typed by the centre's clocks, in UTC; Django reads it as if it were UTC.

    A time with a zone of its own is never equal to another's in the hour that comes twice, or not at all (PEP 495).
    """
    if moment is None:
        return None
    typed = moment.replace(tzinfo=zone)
    try:
        return typed.astimezone(UTC)
    except OverflowError:  # the first and the last day there is: refused by whoever is given it
        return typed
