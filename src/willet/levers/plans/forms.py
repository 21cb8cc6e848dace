"""What people hand in: the sheet of a plan, an intervention, who is eligible, a meeting, a reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.effects.measured import rates
from willet.core.metrics import catalogue
from willet.core.records import RequestError
from willet.figures.domain.asking import Reading
from willet.figures.domain.titles import words_of
from willet.figures.domain.words import value_words
from willet.figures.fields import FIRST_METRIC, MetricField
from willet.levers.plans.domain.causes import causes_known
from willet.levers.plans.domain.keeping import is_registered
from willet.levers.plans.domain.reading import keepers
from willet.levers.plans.domain.starting import CELLS
from willet.levers.plans.domain.units import (
    agents_open_to,
    check_units,
    read_units,
    units_open_to,
    written_units,
)
from willet.levers.plans.fields import MetricValueField, value_of, value_written
from willet.levers.plans.models import ImprovementPlan, Intervention, ReviewMeeting, UnitKind
from willet.levers.plans.rules import plans_whole_centre
from willet.people.models import Team, User
from willet.resolution.causes.naming import cause_words
from willet.ui.fields import NearDayField
from willet.ui.meanwhile import MeanwhileForm
from willet.ui.messages import translate

if TYPE_CHECKING:
    _PlanForm = forms.ModelForm[ImprovementPlan]
    _InterventionForm = forms.ModelForm[Intervention]
    _MeetingForm = forms.ModelForm[ReviewMeeting]
else:
    # The classes take their type argument only in the stubs.
    _PlanForm = _InterventionForm = _MeetingForm = forms.ModelForm


LEAST_SHARE = 0.001
"""No effect on a share that is worth having is less than a tenth of a point."""


def day_input() -> forms.DateInput:
    """A day, chosen from a calendar."""
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class PlanForm(MeanwhileForm, _PlanForm):
    """The sheet: why, what is to be reached, what is lacking, what comes after."""

    metric = MetricField(label=gettext_lazy("Metric"))
    target = MetricValueField(
        label=gettext_lazy("Target"),
        required=False,
        help_text=gettext_lazy("In the metric’s unit, e.g. 80% or 90 s."),
    )
    queue = forms.ChoiceField(label=gettext_lazy("Queue"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), required=False)

    class Meta:
        model = ImprovementPlan
        fields = (
            *(
                "name",
                "team",
                "owner",
                "background",
                "metric",
                "queue",
                "topic",
                "channel",
                "target",
            ),
            *("gap", "causes_from", "causes_to", "follow_up"),
        )
        widgets = {
            "causes_from": day_input(),
            "causes_to": day_input(),
            **{n: forms.Textarea({"rows": 3}) for n in ("background", "gap", "follow_up")},
        }
        field_classes = {"causes_from": NearDayField, "causes_to": NearDayField}

    def __init__(self, *args: Any, reader: User, reading: Reading | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.reading = reader, reading
        team, owner = self.fields["team"], self.fields["owner"]
        assert isinstance(team, forms.ModelChoiceField)
        assert isinstance(owner, forms.ModelChoiceField)
        owner.queryset, owner.required = keepers().order_by("username"), True
        # Who plans owns the plan, unless they say somebody else does.
        self.initial["owner"] = self.initial.get("owner") or reader.pk
        team.empty_label = _("the whole centre")
        if not plans_whole_centre(reader):
            team.queryset, team.required, team.empty_label = reader.teams.all(), True, None
        for name in CELLS:
            field, chosen = self.fields[name], self.instance.cells.get(name, [""])[0]
            assert isinstance(field, forms.ChoiceField)
            known = reading.choices[name] if reading else ()
            names = dict.fromkeys([*known, *([chosen] if chosen else [])])
            field.choices = [("", _("every")), *((v, value_words(name, v)) for v in names)]
            self.initial.setdefault(name, chosen)
        metric = catalogue().get(self.instance.metric)
        self.guard(self.instance, ("cells", "state", *(self._meta.fields or ())))
        self.initial["target"] = value_written(self.instance.target, metric)
        # A metric of none is that of a plan nobody wrote yet.
        self.initial["metric"] = self.initial.get("metric") or FIRST_METRIC

    def clean(self) -> dict[str, Any]:
        """The target in the metric's unit, and days in their order."""
        given = super().clean() or {}
        cells, stood = {n: [given[n]] for n in CELLS if given.get(n)}, self.instance.cells
        if cells != stood and self.instance.pk and is_registered(self.instance):
            words = _(
                "What is tried here is registered under the filters as they were. "
                "Begin the plan anew to try it under others."
            )
            self.add_error(None, words)
        self.instance.cells = cells
        self._check_team(given.get("team"))
        first, last = given.get("causes_from"), given.get("causes_to")
        if first and last and last < first:
            self.add_error("causes_to", _("This day lies before the first one."))
        given["target"] = _value(self, "target", given)
        return given

    def _check_team(self, team: Team | None) -> None:
        """A plan goes to a team only where it is tried with nobody else: its readers see the names."""
        if team is None or not self.instance.pk or team.pk == self.instance.team_id:
            return
        for one in self.instance.interventions.all():
            try:
                check_units(self.reader, self.reading, one.unit, sorted(one.units), team.name)
            except RequestError as wrong:
                self.add_error("team", translate(wrong.message))


_NEXT = gettext_lazy(
    "Leave the list empty, and the next page asks who is eligible and proposes an order."
)


@dataclass(frozen=True, slots=True)
class FormStep:
    """Fields that belong together, under a heading."""

    title: str
    words: str
    fields: Sequence[BoundField]


class InterventionForm(MeanwhileForm, _InterventionForm):
    """What is changed for whom, and what it is judged on; once registered, a reason for every change."""

    cause = forms.ChoiceField(label=gettext_lazy("Against the cause"), required=False)
    metric = forms.ChoiceField(
        label=gettext_lazy("Judged on"),
        help_text=gettext_lazy(
            "One share or mean. What the agents themselves write is left out of it."
        ),
    )
    worth = MetricValueField(
        label=gettext_lazy("Smallest effect worth having"),
        help_text=gettext_lazy("In the metric’s unit; of a share 3% are three points."),
    )
    units = forms.CharField(
        label=gettext_lazy("Who begins when"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "One per line: name; assigned from; received from; until. Days as 2026-03-31. "
            "Who is never to begin has no day."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why what is registered changes"), max_length=500, required=False
    )

    class Meta:
        model = Intervention
        fields = (
            *("lever", "object", "cause", "owner", "unit", "metric", "worth", "verdict_on"),
            "units",
        )
        widgets = {"verdict_on": day_input()}
        field_classes = {"verdict_on": NearDayField}

    def __init__(self, *args: Any, reader: User, reading: Reading | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader, self.reading = reader, reading
        self.guard(self.instance, tuple(self._meta.fields or ()))
        owner, metric = self.fields["owner"], self.fields["metric"]
        assert isinstance(owner, forms.ModelChoiceField)
        assert isinstance(metric, forms.ChoiceField)
        owner.queryset, owner.required = keepers().order_by("username"), True
        cause = self.fields["cause"]
        assert isinstance(cause, forms.ChoiceField)
        names = causes_known(reading, self.instance.cause)
        cause.choices = [("", _("none")), *((name, cause_words(name)) for name in names)]
        titled = {name: words_of(catalogue()[name]).title for name in rates()}
        metric.choices = sorted(titled.items(), key=lambda pair: titled[pair[0]].casefold())
        metric_now = catalogue().get(self.instance.metric)
        self.initial["worth"] = value_written(self.instance.worth, metric_now)
        self.initial["units"] = written_units(self.instance.units)
        if not (self.instance.pk and self.instance.registrations.exists()):
            del self.fields["reason"]

    template_name = "plans/intervention_form.html"

    @property
    def steps(self) -> Sequence[FormStep]:
        """The form in the order in which people think of it."""
        steps = [
            (_("What is tried"), "", ("lever", "object", "cause", "owner")),
            (_("What it is judged on"), "", ("metric", "worth", "verdict_on")),
            (_("Who begins"), "" if self.instance.pk else _NEXT, ("unit", "units", "reason")),
        ]
        return [
            FormStep(str(title), str(words), [self[name] for name in names if name in self.fields])
            for title, words, names in steps
        ]

    def clean_units(self) -> dict[str, Any]:
        """The list, every fault of it named with its line."""
        try:
            return dict(read_units(self.cleaned_data["units"]))
        except RequestError as wrong:
            raise ValidationError(translate(wrong.message)) from wrong

    def clean(self) -> dict[str, Any]:
        """Units that one may plan with, and a worth in the metric's unit."""
        given = super().clean() or {}
        is_same_kind = given.get("unit", "") == self.instance.unit
        known = self.instance.units if is_same_kind else {}
        names = [n for n in given.get("units", {}) if n not in known]
        try:
            team = _team_of(self.instance)
            check_units(self.reader, self.reading, given.get("unit", ""), names, team)
        except RequestError as wrong:
            self.add_error("units", translate(wrong.message))
        given["worth"] = _value(self, "worth", given)
        if self.is_hardly_any(given):
            self.add_error(
                "worth", _("Of a share this is less than a tenth of a point. Three points are 3%.")
            )
        return given

    @staticmethod
    def is_hardly_any(given: Mapping[str, Any]) -> bool:
        """Whether of a share a fraction was written where points are meant: 0.03, as programs write three points."""
        metric = catalogue().get(given.get("metric", ""))
        is_share = metric is not None and metric.unit == "share"
        return is_share and 0 < (given["worth"] or 0) < LEAST_SHARE


class EligibleForm(forms.Form):
    """Who may begin; `every` ticks everybody before anything is kept."""

    eligible = forms.MultipleChoiceField(
        label=gettext_lazy("Who is eligible"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        intervention: Intervention,
        reader: User,
        reading: Reading | None,
        every: bool = False,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        field = self.fields["eligible"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _eligible(intervention, reader, reading)
        field.initial = _names_in(field.choices) if every else sorted(intervention.units)


def _names_in(choices: Iterable[Any]) -> list[str]:
    """Every name that is offered, whether it stands beneath a team or not."""
    return [
        name
        for value, words in choices
        for name, _words in (words if isinstance(words, list | tuple) else [(value, words)])
    ]


def _team_of(intervention: Intervention) -> str:
    """The team whose plan it is; empty for the whole centre."""
    return intervention.plan.team.name if intervention.plan.team else ""


def _eligible(intervention: Intervention, reader: User, reading: Reading | None) -> list[Any]:
    """Who may begin, agents beneath their teams; who is eligible already stays among them."""
    unit, team = intervention.unit, _team_of(intervention)
    known = list(units_open_to(reader, reading, unit, team))
    names = [*known, *(name for name in sorted(intervention.units) if name not in known)]
    pairs = [(name, value_words(unit, name)) for name in names]
    if unit != UnitKind.AGENT or reading is None:
        return pairs
    teams = dict(agents_open_to(reading))
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, words in pairs:
        groups.setdefault(teams.get(name, ""), []).append((name, words))
    return [(group or _("no team"), groups[group]) for group in sorted(groups)]


class StepsForm(forms.Form):
    """When the first begin, in how many steps, how far apart."""

    start = NearDayField(label=gettext_lazy("First start"), widget=day_input())
    steps = forms.IntegerField(label=gettext_lazy("Steps"), min_value=2, max_value=26)
    weeks_apart = forms.IntegerField(
        label=gettext_lazy("Weeks between steps"), min_value=1, max_value=26
    )


class MeetingForm(MeanwhileForm, _MeetingForm):
    """A review meeting: its day; once held, what was seen and decided."""

    class Meta:
        model = ReviewMeeting
        fields = ("day", "is_held", "notes", "decisions")
        widgets = {
            "day": day_input(),
            "notes": forms.Textarea({"rows": 3}),
            "decisions": forms.Textarea({"rows": 3}),
        }
        field_classes = {"day": NearDayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guard(self.instance, tuple(self._meta.fields or ()))

    def clean(self) -> dict[str, Any]:
        """What was decided is written where it was held."""
        given = super().clean() or {}
        if given.get("is_held") and not given.get("decisions"):
            self.add_error("decisions", _("Write what was decided, if only to go on."))
        return given


class ReasonForm(forms.Form):
    """Why a plan is stopped, closed or taken up again."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


def _value(form: forms.BaseForm, field: str, given: dict[str, Any]) -> float | None:
    metric = catalogue().get(given.get("metric", ""))
    if metric is None or field not in given:
        return None
    try:
        return value_of(given[field], metric)
    except ValidationError as wrong:
        form.add_error(field, wrong)
        return None


def usual_start(today: date) -> date:
    """The Monday after next: time to tell people."""
    return date.fromordinal(today.toordinal() + 14 - today.weekday())
