"""How a reader wants to be told: a way for each kind of notice, the time of the daily mail, and a zone."""

from collections.abc import Mapping
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from willet.notices.domain.choices import clock_of, ways_of
from willet.notices.domain.kinds import kinds_open_to
from willet.people.models import User
from willet.ui.notices import WAYS, Way

WORDS: Final[Mapping[Way, str | Promise]] = {
    "none": _("not at all"),
    "in_app": _("in Willet"),
    "digest": _("in Willet and in the daily mail"),
    "at_once": _("in Willet and by mail at once"),
}
_WAY = "way-"


class TellingForm(forms.Form):
    """One reader's choices."""

    digest_at = forms.TimeField(
        label=_("Daily mail at"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    zone = forms.CharField(
        label=_("Time zone"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"list": "zones", "autocomplete": "off"}),
        help_text=_("In which you read times, such as Europe/Amsterdam. Empty: the centre’s."),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        clock, chosen = clock_of(reader), ways_of(reader)
        super().__init__(*args, **kwargs)
        self.initial = {"digest_at": clock.digest_at, "zone": clock.zone}
        for kind in kinds_open_to(reader):
            ways = [(way, WORDS[way]) for way in WAYS if way in kind.ways]
            field = forms.ChoiceField(label=str(kind.title), choices=ways)
            self.fields[f"{_WAY}{kind.name}"] = field
            field.initial = chosen.get(kind.name, kind.usual)

    def clean_zone(self) -> str:
        """An IANA zone, or nothing."""
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in available_timezones():
            raise forms.ValidationError(
                _("There is no time zone of this name. Write one such as Europe/Amsterdam.")
            )
        return zone

    def ways(self) -> dict[str, Way]:
        """The way chosen for each kind."""
        chosen = self.cleaned_data.items()
        return {name.removeprefix(_WAY): way for name, way in chosen if name.startswith(_WAY)}

    @staticmethod
    def zones() -> list[str]:
        """Every zone a browser may offer while typing."""
        return sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))
