"""What a dated change did to a metric: which units it reached, when, and what became of them since."""

from willet.core.effects.effect import effect, effect_on
from willet.core.effects.exposures import Exposure, ExposureFaultsError, read_exposures
from willet.core.effects.request import EffectRequest
from willet.core.effects.result import Effect, WeekEffect
from willet.core.effects.session import OpenLake

__all__ = [
    "Effect",
    "EffectRequest",
    "Exposure",
    "ExposureFaultsError",
    "OpenLake",
    "WeekEffect",
    "effect",
    "effect_on",
    "read_exposures",
]
