"""What somebody hands in about a goal: the metric, for whom, until when, what is to be reached, and why."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from willet.core.metrics import Metric, catalogue, metric_named
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading
from willet.figures.domain.dimensions import LABELS
from willet.figures.domain.filters import offered
from willet.figures.domain.titles import words_of
from willet.figures.domain.words import named
from willet.figures.fields import MetricField
from willet.levers.goals.domain.scope import BY
from willet.levers.goals.domain.setting import Wording, check_digits, check_team
from willet.levers.goals.domain.spans import choices
from willet.levers.goals.domain.words import unit_of
from willet.levers.goals.models import Alert, Goal, GoalDirection, GoalSpan, WatchedSide
from willet.people.models import Role, Team, User
from willet.ui import given
from willet.ui.fields import Days, DurationField, PeriodField, ShareField
from willet.ui.fields.numbers import read_number
from willet.ui.meanwhile import MeanwhileForm
from willet.ui.messages import translate

OWN: Final = "own"
_WORDING: Final = ("target", "direction", "counter", "reason")


def parsed_target(metric: Metric, text: str) -> Decimal:
    """What was written as a goal, in the metric's unit.

    Raises:
        ValidationError: it is none, or has more digits than are kept.
    """
    if metric.unit == "share":
        target = Decimal(ShareField().clean(text))
    elif metric.unit == "s":
        target = Decimal(DurationField(parts=True).clean(text))
    else:
        target = read_number(text.strip())
    try:
        check_digits(metric, target)
    except RequestError as wrong:
        raise ValidationError(translate(wrong.message)) from None
    return target


class GoalWordingForm(MeanwhileForm):
    """What is to be reached, on which side, and why."""

    target = forms.CharField(
        label=_("Goal"),
        max_length=40,
        help_text=_("In the unit of the metric: 80%, 5:30 or 90 s, 1200."),
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

    def __init__(self, *args: Any, of: Goal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of = metric_named(of.metric) if of else None
        if of is None:
            del self.fields["seen"]
        else:
            self._fill(of)
        counter = self.fields["counter"]
        assert isinstance(counter, forms.ChoiceField)
        titled = sorted((words_of(m).title, name) for name, m in catalogue().items())
        counter.choices = [("", _("nothing more")), *((name, title) for title, name in titled)]

    def _fill(self, goal: Goal) -> None:
        """With what the goal says, every digit of it."""
        self.guard(goal, _WORDING)
        self.initial = {**self.initial, **{name: getattr(goal, name) for name in _WORDING}}
        self.initial["target"] = given.written(goal.target, unit_of(goal))

    def clean(self) -> dict[str, Any]:
        """The goal read in the unit of its metric."""
        values = super().clean() or {}
        metric = self.of or catalogue().get(values.get("metric", ""))
        if metric is not None and values.get("target"):
            try:
                values["target"] = parsed_target(metric, values["target"])
            except ValidationError as wrong:
                self.add_error("target", wrong)
        return values

    @property
    def wording(self) -> Wording:
        """What was written."""
        values = self.cleaned_data
        reason = values["reason"].strip()
        return Wording(values["target"], values["direction"], reason, values["counter"])


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
        """Own dates where no month or quarter was chosen, and an agent of the team that is chosen."""
        values = super().clean()
        _check_pair(self, values)
        if values.get("period") == OWN and "days" not in self.errors:
            days = values.get("days")
            if days is None or days.first is None or days.last is None:
                self.add_error("days", _("Write the first and the last day."))
        return values

    @property
    def goal(self) -> Goal:
        """The goal as it was written, not kept yet."""
        values = self.cleaned_data
        filters = {name: values[name] for name in BY if values.get(name)}
        span, first, last = self._span()
        return Goal(metric=values["metric"], filters=filters, span=span, first=first, last=last)

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


def _check_pair(form: forms.Form, values: dict[str, Any]) -> None:
    try:
        check_team(values.get("agent", ""), values.get("team", ""))
    except RequestError as wrong:
        form.add_error("agent", translate(wrong.message))


class AlertForm(forms.Form):
    """A new alert: a figure to be watched. A lead names one of their own teams."""

    metric = MetricField(label=_("Metric"))
    side = forms.ChoiceField(
        label=_("Told of"),
        choices=WatchedSide.choices,
        required=False,
        help_text=_("Which side is the worse one is the metric’s own direction."),
    )

    def __init__(self, *args: Any, setter: User, reading: Reading | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for dimension in BY:
            _offer(self, dimension, setter, reading)

    def clean(self) -> dict[str, Any]:
        """An agent of the team that is chosen."""
        values = super().clean() or {}
        _check_pair(self, values)
        return values

    @property
    def alert(self) -> Alert:
        """The alert as it was written, not kept yet."""
        values = self.cleaned_data
        filters = {name: values[name] for name in BY if values.get(name)}
        side = values.get("side") or WatchedSide.BOTH.value
        return Alert(metric=values["metric"], filters=filters, side=side)
