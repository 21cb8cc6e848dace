"""Who did not answer: weights that correct for it as far as it is known, and bounds where it is not."""

from willet.core.statistics.nonresponse.bounds import late_mean, manski_bounds
from willet.core.statistics.nonresponse.collapsing import FEWEST, collapsed
from willet.core.statistics.nonresponse.estimating import NOTHING, WeightedMean, estimate
from willet.core.statistics.nonresponse.population import Codes, Mask, Population
from willet.core.statistics.nonresponse.propensity import TRIMMED_AT
from willet.core.statistics.nonresponse.raking import design_effect, raked
from willet.core.statistics.nonresponse.weighing import METHODS, AnswerWeights, Method, weigh

__all__ = [
    "FEWEST",
    "METHODS",
    "NOTHING",
    "TRIMMED_AT",
    "AnswerWeights",
    "Codes",
    "Mask",
    "Method",
    "Population",
    "WeightedMean",
    "collapsed",
    "design_effect",
    "estimate",
    "late_mean",
    "manski_bounds",
    "raked",
    "weigh",
]
