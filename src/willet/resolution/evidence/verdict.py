"""What the evidence comes to, in one sentence: whether the agents' word is too kind, and by how much."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.core.cases.latent import Estimate
from willet.core.statistics import CorrectedShare
from willet.resolution.evidence.query import LikelyTruth
from willet.ui import formats


def verdict_words(truth: LikelyTruth) -> str:
    """The verdict, by the audits where there are enough; else by the model, else that nothing can be said."""
    if truth.corrected is not None:
        return _by_audits(truth.corrected)
    if truth.estimate is not None:
        return _by_model(truth.estimate)
    return _(
        "How far the agents’ word can be trusted cannot be said: too few contacts were audited, and too few kinds of "
        "evidence speak."
    )


def _by_audits(corrected: CorrectedShare) -> str:
    values = {
        "observed": formats.percent(corrected.observed),
        "span": formats.interval(corrected.low, corrected.high, "share"),
    }
    if corrected.low <= corrected.observed <= corrected.high:
        sentence = _(
            "The agents’ word shows no clear error: %(observed)s by them, %(span)s by the audits."
        )
        return sentence % values
    return _too(corrected.observed - corrected.value) % values


def _too(by: float) -> str:
    """A sentence with the points filled in; its other places stay open."""
    points = 100 * abs(by)
    whole = round(points)
    if by > 0:
        sentence = ngettext(
            "The agents’ word is %(points)s point too kind: %(observed)s by them, %(span)s by the audits.",
            "The agents’ word is %(points)s points too kind: %(observed)s by them, %(span)s by the audits.",
            whole,
        )
    else:
        sentence = ngettext(
            "The agents’ word is %(points)s point too strict: %(observed)s by them, %(span)s by the audits.",
            "The agents’ word is %(points)s points too strict: %(observed)s by them, %(span)s by the audits.",
            whole,
        )
    # Less than a point is written with its tenths: nothing is not what it is.
    return sentence.replace("%(points)s", formats.number(points, 0 if whole else 1))


def _by_model(estimate: Estimate) -> str:
    sentence = _(
        "Nobody audited enough to judge the agents’ word; all evidence together makes %(value)s solved (%(span)s)."
    )
    return sentence % {
        "value": formats.percent(estimate.value),
        "span": formats.interval(estimate.low, estimate.high, "share"),
    }
