"""Order statistics of a cell of several days: read at ranks ever further from the quantile's, picked in between.

How far an interval over days reaches follows from how the days differ, which is known only once they are counted. So
beside the few ranks that independent rows would need, a ladder of ranks is read whose rungs are ever further apart;
a rank between two rungs is taken linearly between their values.
"""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from willet.core.metrics.dialect import Dialect
from willet.core.metrics.intervals import Floats
from willet.core.metrics.places import NEAR, WIDE, first_ranks, spread_out

Read = Sequence[float] | None
"""What an engine returned of one cell; None where nothing is known."""
RUNGS = 64
"""To either side; the last lies beyond the ends of a hundred million rows."""
_NEAREST = 1.5
"""The first rung, in standard deviations of the rank of independent rows: no interval ends before it."""
_WIDER = 1.15
"""How much further each rung is than the one before."""


def read_ladder(listed: str, count: str, fraction: float, dialect: Dialect) -> str:
    """SQL: the values of a sorted list at each rung, from the lowest to the highest."""
    number, n = dialect.as_double, dialect.as_double(count)
    step = f"{number(repr(_first_step(fraction)))} * SQRT({n}) * POWER({number(repr(_WIDER))}, ABS(k) - 1)"
    rank = f"FLOOR({number(repr(fraction))} * {n} + SIGN(k) * {step})"
    held = f"GREATEST(1, LEAST({n}, {rank}))"
    return dialect.each_of(f"{listed}[CAST({held} AS INTEGER)]", -RUNGS, RUNGS)


def _first_step(fraction: float) -> float:
    """Over the root of the number of rows."""
    return _NEAREST * sqrt(fraction * (1 - fraction))


def rung_ranks(n: Floats, fraction: float) -> Floats:
    """The ranks of the rungs, from the lowest to the highest, for `n` known rows: never outside 1 and n."""
    k = np.arange(-RUNGS, RUNGS + 1)
    steps = _first_step(fraction) * np.sign(k) * np.power(_WIDER, np.abs(k) - 1.0)
    ranks = np.floor(fraction * n[:, None] + steps * np.sqrt(n)[:, None])
    return np.asarray(np.maximum(1.0, np.minimum(n[:, None], ranks)))


def with_ladder(rows: Sequence[Read], n: Floats, fraction: float) -> Floats:
    """What the engine read of every cell as columns: near the quantile, then on the ladder; NaN where nothing is."""
    width = 2 * RUNGS + 1
    near = [None if row is None else list(row[:-width]) for row in rows]
    far = [[np.nan] * width if row is None else row[-width:] for row in rows]
    runs = spread_out(near, np.nan_to_num(n), fraction)
    return np.concatenate([runs, np.array(far, np.float64).reshape(-1, width)], axis=1)


def at_ranks(table: Floats, ranks: Floats, n: Floats, fraction: float) -> Floats:
    """The values at these ranks, linear between the ranks that were read; NaN where a rank is NaN."""
    begins = np.stack(first_ranks(n, fraction), axis=1)
    near = (begins[:, :, None] + np.arange(WIDE)).reshape(len(n), NEAR)
    read = np.concatenate([near, rung_ranks(n, fraction)], axis=1)
    read = np.where(np.isnan(table), n[:, None] + 1, read)  # beyond all that can be asked for
    order = np.argsort(read, axis=1, kind="stable")
    read, values = (np.take_along_axis(one, order, axis=1) for one in (read, table))
    cell, asked = np.arange(len(n)), ranks[:, None]
    below, above = np.maximum((read <= asked).sum(axis=1) - 1, 0), np.argmax(read >= asked, axis=1)
    begin, end = read[cell, below], read[cell, above]
    part = np.where(end > begin, (ranks - begin) / np.where(end > begin, end - begin, 1.0), 0.0)
    low, high = values[cell, below], values[cell, above]
    return np.where(np.isnan(ranks), np.nan, low + (high - low) * part)
