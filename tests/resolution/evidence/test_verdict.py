"""The verdict of the evidence page in one sentence, whichever evidence there is."""

import pytest
from django.utils.translation import override

from willet.core.cases.latent import Estimate
from willet.core.statistics import Audited, CorrectedShare
from willet.resolution.evidence.query import LikelyTruth
from willet.resolution.evidence.verdict import verdict_words

AUDITS = (Audited(0, 0), Audited(0, 0))


@pytest.mark.parametrize(
    ("observed", "value", "words"),
    [
        (0.83, 0.80, "The agents’ word is 3 points too kind: 83.0% by them, 79.0–81.0 by the audits."),
        (0.815, 0.803, "The agents’ word is 1 point too kind: 81.5% by them, 79.3–81.3 by the audits."),
        (0.77, 0.80, "The agents’ word is 3 points too strict: 77.0% by them, 79.0–81.0 by the audits."),
        (0.81, 0.80, "The agents’ word shows no clear error: 81.0% by them, 79.0–81.0 by the audits."),
    ],
)  # fmt: skip
def test_the_agents_word_by_audits(observed: float, value: float, words: str) -> None:
    share = CorrectedShare(observed, value, value - 0.01, value + 0.01)
    with override("en"):
        spoken = verdict_words(LikelyTruth(None, share, AUDITS))
    assert spoken.replace("\N{NO-BREAK SPACE}", " ") == words


def test_less_than_a_point_is_not_nothing() -> None:
    share = CorrectedShare(0.804, 0.800, 0.799, 0.801)
    with override("en"):
        assert verdict_words(LikelyTruth(None, share, AUDITS)).startswith(
            "The agents’ word is 0.4 points too kind"
        )


def test_without_audits_the_model_speaks_and_without_it_nothing_is_claimed() -> None:
    estimate = Estimate(value=0.79, low=0.77, high=0.81, n=900, judges=(), warnings=())
    with override("en"):
        modelled = verdict_words(LikelyTruth(estimate, None, AUDITS))
        silent = verdict_words(LikelyTruth(None, None, AUDITS))

    assert modelled.replace("\N{NO-BREAK SPACE}", " ") == (
        "Nobody audited enough to judge the agents’ word; all evidence together makes 79.0% solved (77.0–81.0)."
    )
    assert silent.startswith("How far the agents’ word can be trusted cannot be said")
