"""Verdicts, effects and filters in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.core.metrics import Metric
from willet.figures.domain.planted import planted_effect
from willet.figures.domain.words import value_words
from willet.levers.plans.models import Intervention, PlanVerdict
from willet.ui import formats
from willet.ui.given import points

VERDICTS: Mapping[str, str | Promise] = {
    "worked": gettext_lazy("worked"),
    "harmful": gettext_lazy("harmful"),
    "less_than_worth": gettext_lazy("less than worth having"),
    "cannot_tell": gettext_lazy("cannot tell"),
    "": gettext_lazy("no verdict"),
}
TONES = {"worked": "good", "harmful": "bad", "less_than_worth": "warn"}
DESIGNS: Mapping[str, str | Promise] = {
    "difference_in_differences": gettext_lazy("exposed against never exposed"),
    "staggered_difference_in_differences": gettext_lazy("several starts against never exposed"),
    "stepped_wedge": gettext_lazy("one after the other, against those who still wait"),
    "interrupted_series_with_control": gettext_lazy("all at once, against those not listed"),
    "none": gettext_lazy("nothing to compare with"),
}


def effect_words(verdict: PlanVerdict, metric: Metric | None) -> str:
    """The estimate with its interval: of a share in points."""
    if verdict.estimate is None or metric is None:
        return ""
    ends = [
        formats.change(end, metric.unit) for end in (verdict.low, verdict.high) if end is not None
    ]
    span = f" ({ends[0]} – {ends[1]})" if len(ends) == 2 else ""
    return formats.change(verdict.estimate, metric.unit) + span


def planted_effect_words(verdict: PlanVerdict | None, metric: Metric | None) -> str:
    """The effect that is true of an invented centre; empty where nobody knows it."""
    if verdict is None or metric is None:
        return ""
    effect = planted_effect(metric.name, verdict.registration.starts)
    return "" if effect is None else formats.change(effect, metric.unit)


def size_words(value: float | None, metric: Metric | None) -> str:
    """A size of an effect that somebody gave, without a sign: every digit of it."""
    if value is None or metric is None:
        return ""
    return points(value, metric.unit)


def estimated_size_words(value: float | None, metric: Metric | None) -> str:
    """A size of an effect that was worked out, without a sign: as precise as effects are shown."""
    if value is None or metric is None:
        return ""
    return formats.change(value, metric.unit).lstrip("+")


def filter_words(cells: Mapping[str, list[str]]) -> str:
    """What a plan is narrowed to; nothing where it speaks of everything."""
    return ", ".join(value_words(name, value) for name, values in cells.items() for value in values)


def is_judged(intervention: Intervention, verdict: PlanVerdict | None) -> bool:
    """Whether a verdict came out on its date before the plan was stopped, if it was: no stop takes it back."""
    if verdict is None or not verdict.is_final:
        return False
    return intervention.stopped_on is None or verdict.day <= intervention.stopped_on


def standing(intervention: Intervention, verdict: PlanVerdict | None) -> str:
    """How far an intervention is."""
    if is_judged(intervention, verdict):
        return _("judged")
    if intervention.is_stopped:
        return _("stopped")
    if not intervention.registrations.all():
        return _("not registered yet")
    if verdict is None:
        return _("waits for its first week")
    return _("runs")
