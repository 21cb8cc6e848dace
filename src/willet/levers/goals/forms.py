"""What somebody hands in about a goal: the metric, for whom, until when, what is to be reached, and why."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.core.metrics import Metric, catalogue
from willet.figures.domain.asking import Reading
from willet.figures.domain.filters import LABELS, offered
from willet.figures.domain.titles import words_of
from willet.figures.domain.words import named
from willet.figures.fields import MetricField
from willet.levers.goals.domain.scope import BY
from willet.levers.goals.domain.setting import Wording
from willet.levers.goals.domain.spans import choices
from willet.levers.goals.models import Alert, Goal, GoalDirection, GoalSpan
from willet.people.models import Role, Team, User
from willet.ui.fields import Days, DurationField, PeriodField, ShareField
from willet.ui.fields.numbers import read_number

OWN: Final = "own"


def parsed_target(metric: Metric, text: str) -> Decimal:
    """What was written as a goal, in the metric's unit.

    Raises:
        ValidationError: it is none.
    """
    if metric.unit == "share":
        return Decimal(ShareField().clean(text))
    if metric.unit == "s":
        return Decimal(DurationField().clean(text))
    return read_number(text.strip())


class GoalWordingForm(forms.Form):
    """What is to be reached, on which side, and why."""

    target = forms.CharField(
        label=_("Goal"),
        max_length=40,
        help_text=_("In the unit of the metric: 80 %, 5:30 or 90 s, 1200."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    direction = forms.ChoiceField(
        label=_("Direction"),
        choices=[("", _("as the metric is better")), *GoalDirection.choices],
        required=False,
        help_text=_(
            "Some metrics, such as handle time, are neither better high nor low: choose one."
        ),
    )
    counter = MetricField(
        label=_("Shown beside it"),
        required=False,
        help_text=_(
            "Whether cases were solved stands beside every goal for times of handling anyway."
        ),
    )
    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, of: Metric | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = of
        counter = self.fields["counter"]
        assert isinstance(counter, forms.ChoiceField)
        titled = sorted((words_of(m).title, name) for name, m in catalogue().items())
        counter.choices = [("", _("nothing more")), *((name, title) for title, name in titled)]

    def clean(self) -> dict[str, Any]:
        """The goal read in the unit of its metric."""
        given = super().clean() or {}
        metric = self.of or catalogue().get(given.get("metric", ""))
        if metric is not None and given.get("target"):
            try:
                given["target"] = parsed_target(metric, given["target"])
            except ValidationError as wrong:
                self.add_error("target", wrong)
        return given

    @property
    def wording(self) -> Wording:
        """What was written."""
        given = self.cleaned_data
        return Wording(
            given["target"], given["direction"], given["reason"].strip(), given["counter"]
        )


class GoalForm(GoalWordingForm):
    """A new goal. A lead sets goals for their own teams, so they name one of these."""

    field_order = (
        *("metric", "period", "days", "target", "direction", "reason", "counter"),
        *BY,
    )

    metric = MetricField(label=_("Metric"))
    period = forms.ChoiceField(label=_("Period"))
    days = PeriodField(label=_("Own dates"), required=False)

    def __init__(
        self, *args: Any, setter: User, reading: Reading | None, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.spans = {choice.key: choice for choice in choices(today)}
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        named_spans = [(key, choice.words) for key, choice in self.spans.items()]
        period.choices = [*named_spans, (OWN, _("Own dates"))]
        for dimension in BY:
            _offer(self, dimension, setter, reading)
        self.order_fields(list(self.field_order))

    def clean(self) -> dict[str, Any]:
        """Own dates where no month or quarter was chosen."""
        given = super().clean()
        if given.get("period") == OWN and "days" not in self.errors:
            days = given.get("days")
            if days is None or days.first is None or days.last is None:
                self.add_error("days", _("Write the first and the last day."))
        return given

    @property
    def goal(self) -> Goal:
        """The goal as it was written, not kept yet."""
        given = self.cleaned_data
        filters = {name: given[name] for name in BY if given.get(name)}
        span, first, last = self._span()
        return Goal(metric=given["metric"], filters=filters, span=span, first=first, last=last)

    def _span(self) -> tuple[str, date, date]:
        chosen = self.spans.get(self.cleaned_data["period"])
        if chosen is not None:
            return chosen.span.value, chosen.first, chosen.last
        days = self.cleaned_data["days"]
        assert isinstance(days, Days)
        assert days.first is not None
        assert days.last is not None
        return GoalSpan.OWN.value, days.first, days.last


def _teams(setter: User, reading: Reading | None) -> list[str]:
    """The teams somebody may set goals for."""
    if setter.role != Role.MANAGER:
        return sorted(setter.teams.values_list("name", flat=True))
    kept = set(Team.objects.values_list("name", flat=True))
    return sorted(kept | set(offered(reading, "team") if reading else ()))


def _offer(form: forms.Form, dimension: str, setter: User, reading: Reading | None) -> None:
    """A field for a dimension that has something to choose."""
    must = dimension == "team" and setter.role != Role.MANAGER
    if dimension == "team":
        values = _teams(setter, reading)
    elif reading is None:
        values = []
    else:
        values = offered(reading, dimension)
    if values or must:
        every = [] if must else [("", _("All"))]
        form.fields[dimension] = forms.ChoiceField(
            label=str(LABELS[dimension]),
            choices=[*every, *((value, named(dimension, value)) for value in values)],
            required=must,
        )


class AlertForm(forms.Form):
    """A new alert: a figure to be watched. A lead names one of their own teams."""

    metric = MetricField(label=_("Metric"))

    def __init__(self, *args: Any, setter: User, reading: Reading | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in BY:
            _offer(self, dimension, setter, reading)

    @property
    def alert(self) -> Alert:
        """The alert as it was written, not kept yet."""
        given = self.cleaned_data
        filters = {name: given[name] for name in BY if given.get(name)}
        return Alert(metric=given["metric"], filters=filters)
