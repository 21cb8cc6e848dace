"""Intervals, agreement, corrections and decompositions, on statsmodels and scipy."""

from willet.core.statistics.agreement import Agreement, cohens_kappa
from willet.core.statistics.clusters import (
    cluster_freedom,
    cluster_skewness,
    cluster_variance,
)
from willet.core.statistics.correction import (
    Audited,
    CorrectedShare,
    corrected_shares,
    rogan_gladen,
)
from willet.core.statistics.decomposition import RateChange, kitagawa
from willet.core.statistics.proportions import wilson_interval
from willet.core.statistics.quantiles import quantile_ranks
from willet.core.statistics.ratios import ratio_variance
from willet.core.statistics.resampling import bootstrap_ratio
from willet.core.statistics.scores import nps_interval
from willet.core.statistics.skewed import long_tail_interval, student_quantile

__all__ = [
    "Agreement",
    "Audited",
    "CorrectedShare",
    "RateChange",
    "bootstrap_ratio",
    "cluster_freedom",
    "cluster_skewness",
    "cluster_variance",
    "cohens_kappa",
    "corrected_shares",
    "kitagawa",
    "long_tail_interval",
    "nps_interval",
    "quantile_ranks",
    "ratio_variance",
    "rogan_gladen",
    "student_quantile",
    "wilson_interval",
]
