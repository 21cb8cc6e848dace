"""What a stepped wedge ahead can tell: the error of its estimate, worked out from the noise of the units."""

from collections.abc import Callable
from dataclasses import dataclass
from math import factorial, prod

import numpy as np

from willet.core.effects.inference import Noise, Order, promise
from willet.core.effects.inference.order import coefficients
from willet.core.effects.planning import ENOUGH_POWER, LEVEL

_HALVINGS = 30


@dataclass(frozen=True, slots=True)
class StepsAhead:
    """Units that begin one after the other: `starts` in weeks after the first, one per unit."""

    noise: Noise
    starts: tuple[int, ...]
    weeks_before: int

    def error(self, weeks: int) -> float | None:
        """The standard error of the effect so many weeks after the first start; None before there is a contrast.

        The estimate is a weighted sum of units' weeks, so its variance is exact for this noise.
        """
        whole = self.weeks_before + weeks
        starts = np.minimum(np.array(self.starts, dtype=np.int64) + self.weeks_before, whole)
        order = Order(np.zeros((len(starts), whole)), starts, np.full(whole, 7.0))
        weights = coefficients(order)
        if weights is None:
            return None
        apart = np.abs(np.subtract.outer(np.arange(whole), np.arange(whole)))
        noise = self.noise.shock * self.noise.lasting**apart + self.noise.luck * np.eye(whole)
        return float(np.sqrt(np.einsum("uw,wv,uv->", weights, noise, weights)))

    def power(self, weeks: int, effect: float, worth: float, *, level: float = LEVEL) -> float:
        """The chance of "worked" so many weeks after the first start, at an effect.

        Nil where so few orders are possible that even the rarest is too common.
        """
        error = self.error(weeks)
        if error is None or error == 0 or self._orders(weeks) * level < 2:
            return 0.0
        return promise(effect, error, len(self.starts) - 2, worth, level).worked

    def _orders(self, weeks: int) -> int:
        begun = [min(start, weeks) for start in self.starts]
        counts = [begun.count(start) for start in set(begun)]
        return factorial(len(begun)) // prod(map(factorial, counts))


def smallest_detected(power: Callable[[float], float], highest: float) -> float | None:
    """The smallest effect told in four cases of five; None where even the highest is not."""
    if power(highest) < ENOUGH_POWER:
        return None
    low, high = 0.0, highest
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if power(middle) >= ENOUGH_POWER else (middle, high)
    return high
