"""Random numbers by address: one number for each (seed, item, slot), whatever the order of asking.

A stream would give other callers other luck as soon as one more number were drawn; an address does
not. The mixing function is SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
"""

import math

import numpy as np

from willet.core.simulator.jit import compiled

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_ITEM = np.uint64(0xD1342543DE82EF95)
_THIRTY, _TWENTY_SEVEN = np.uint64(30), np.uint64(27)
_THIRTY_ONE, _ELEVEN = np.uint64(31), np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0


@compiled
def mixed(x: np.uint64) -> np.uint64:
    """SplitMix64's finalizer."""
    z = x + _GOLDEN
    z = (z ^ (z >> _THIRTY)) * _FIRST
    z = (z ^ (z >> _TWENTY_SEVEN)) * _SECOND
    return z ^ (z >> _THIRTY_ONE)


@compiled
def uniform(seed: int, item: int, slot: int) -> float:
    """A number in (0, 1), never 0 or 1."""
    z = mixed(mixed(np.uint64(seed)) ^ (np.uint64(item) * _ITEM))
    z = mixed(z ^ np.uint64(slot))
    return (float(z >> _ELEVEN) + 0.5) * _UNIT


@compiled
def normal(seed: int, item: int, slot: int) -> float:
    """A standard normal number (Box and Muller); uses this slot and the next."""
    radius = math.sqrt(-2.0 * math.log(uniform(seed, item, slot)))
    return radius * math.cos(2.0 * math.pi * uniform(seed, item, slot + 1))


@compiled
def lognormal(seed: int, item: int, slot: int, median: float, sigma: float) -> float:
    """A lognormal number with this median and this spread on the log scale; two slots."""
    return median * math.exp(sigma * normal(seed, item, slot))


@compiled
def weibull(seed: int, item: int, slot: int, scale: float, shape: float) -> float:
    """A Weibull number: how long a caller's patience lasts."""
    return float(scale * (-math.log(uniform(seed, item, slot))) ** (1.0 / shape))
