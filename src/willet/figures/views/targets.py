"""The page of the centre's targets: the limits in seconds that figures count by."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from willet.activity.domain import history_of
from willet.core.metrics import Parameter, parameters
from willet.figures.domain.limits import LABELS, parameter_words
from willet.figures.domain.targets import KIND, choose_targets, targets
from willet.people.rules import CHOOSE_TARGETS


class TargetsForm(forms.Form):
    """A number of seconds for each limit; empty is what Willet counts by anyway."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, label in LABELS.items():
            self.fields[name] = _field(parameters()[name], str(label))

    def chosen(self) -> Mapping[str, int]:
        """What was decided."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


def _field(parameter: Parameter, label: str) -> forms.IntegerField:
    usual = _("Empty: %(n)s, as Willet counts.") % {"n": parameter.default}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=int(parameter.lowest or 0),
        max_value=int(parameter.highest or 0),
        help_text=f"{parameter_words(parameter).rstrip('.')}. {usual}",
    )


@permission_required(CHOOSE_TARGETS, raise_exception=True)
def chosen(request: HttpRequest) -> HttpResponse:
    """The targets, to be changed."""
    form = TargetsForm(request.POST or None, initial=dict(targets()))
    if request.method == "POST" and form.is_valid():
        choose_targets(form.chosen())
        messages.success(request, _("Saved."))
        return redirect("figures:targets")
    return render(request, "figures/targets.html", {"form": form, "history": history_of(KIND, "")})
