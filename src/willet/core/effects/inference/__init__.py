"""How sure an effect is where units are few: pooled unit-level t, permutation, looks that spend their error."""

from willet.core.effects.inference.changes import Changes, UnitEstimate, compare, never_varies
from willet.core.effects.inference.looks import look_levels, spent
from willet.core.effects.inference.noise import Noise, noise_of
from willet.core.effects.inference.order import Order, PermutedEstimate, permuted
from willet.core.effects.inference.promise import DriftError, Promise, promise

__all__ = [
    "Changes",
    "DriftError",
    "Noise",
    "Order",
    "PermutedEstimate",
    "Promise",
    "UnitEstimate",
    "compare",
    "look_levels",
    "never_varies",
    "noise_of",
    "permuted",
    "promise",
    "spent",
]
