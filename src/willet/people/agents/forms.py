"""What somebody hands in about agents: name and days, a spelling, a stretch in a team, a table."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.people.agents.keeping import NamesError, changing_names
from willet.people.agents.seen import sources_seen
from willet.people.agents.verbs import refuse_left_before_hired, refuse_taken, written
from willet.people.models import KnownAgent, Spelling, Team
from willet.ui.fields import PeriodField
from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.messages import translate

if TYPE_CHECKING:
    _AgentForm = forms.ModelForm[KnownAgent]
else:
    # The class takes its type argument only in the stubs.
    _AgentForm = forms.ModelForm


class AgentForm(_AgentForm):
    """One agent: the name shown everywhere, first and last day of work, languages."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=list(LANGUAGE_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = KnownAgent
        fields = ("name", "hired", "left", "languages")
        widgets = {
            "hired": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "left": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def clean_name(self) -> str:
        """The name as it is kept, once it means nobody else."""
        try:
            name = written(str(self.cleaned_data["name"]))
            refuse_taken(name, self.instance if self.instance.pk else None)
        except NamesError as wrong:
            raise ValidationError(translate(wrong.message)) from wrong
        return name

    def clean(self) -> dict[str, Any]:
        """The two days, in their order."""
        cleaned = super().clean() or {}
        try:
            name = str(cleaned.get("name") or self.instance.name)
            refuse_left_before_hired(name, cleaned.get("hired"), cleaned.get("left"))
        except NamesError as wrong:
            self.add_error("left", translate(wrong.message))
        return cleaned

    def save(self, commit: bool = True) -> KnownAgent:
        """Keep the agent; a name of before stays a spelling, for the facts carry it."""
        with changing_names():
            before = KnownAgent.objects.filter(pk=self.instance.pk).first()
            if before is not None and before.name != self.instance.name:
                self.instance.is_former = False
                if not before.is_former:
                    Spelling.objects.get_or_create(
                        source="", spelt=before.name, defaults={"agent": before}
                    )
            return super().save(commit)


class SpellingForm(forms.Form):
    """A spelling of the call records that means this agent, or this entry of a list."""

    spelt = forms.CharField(label=_("Spelling"), max_length=120)
    source = forms.ChoiceField(label=_("Source"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all sources"))
        self.fields["source"] = forms.ChoiceField(
            label=_("Source"), required=False, choices=[every, *((s, s) for s in sources_seen())]
        )


class StretchForm(forms.Form):
    """A team, and from when to when; open ends are left out."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.all())
    days = PeriodField(label=_("Days"), open_ended=True, required=False)


class MergeForm(forms.Form):
    """Which other agent this one is."""

    into = forms.CharField(
        label=_("Is the same person as"),
        max_length=120,
        help_text=_("A name or a spelling of the other agent, whose name is shown from then on."),
    )
    all_the_same = forms.BooleanField(
        label=_("Even if the two talked at the same time"), required=False
    )


class TableForm(forms.Form):
    """A table of agents as CSV."""

    table = forms.FileField(label=_("File"))
