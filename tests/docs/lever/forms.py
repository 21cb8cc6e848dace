"""What a manager hands in to set a target."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from willet.levers.targets.models import Target

from willet.figures.fields import MetricField
from willet.ui.fields import Days, PeriodField, ShareField, WordsField


class TargetForm(forms.ModelForm):
    """One target."""

    name = WordsField(label=_("Name"))
    metric = MetricField(label=_("Metric"))
    share = ShareField(label=_("To reach"))
    days = PeriodField(label=_("Period"), open_ended=True)

    class Meta:
        model = Target
        fields = ("name", "metric", "share")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["days"] = Days(self.instance.first, self.instance.last)

    def save(self, commit: bool = True) -> Target:
        """Keep the target with its two days."""
        days = self.cleaned_data["days"]
        self.instance.first, self.instance.last = days.first, days.last
        return super().save(commit)
