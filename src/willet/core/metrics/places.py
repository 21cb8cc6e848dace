"""Order statistics around a quantile and the ends of its interval: read by formula in SQL, picked exactly here.

Which ranks an interval ends at follows from how many rows there are, which differs from cell to cell and is
known only once they are counted. A formula that every engine can work out lands within one rank of each end;
so a few neighbours are read there, and the exact one is picked from the binomial distribution afterwards.
"""

from math import sqrt

import numpy as np

from willet.core.metrics.dialect import Dialect
from willet.core.metrics.intervals import Floats

_Z = 1.959963984540054
_ENDS = (-_Z, 0.0, _Z)
"""The lower end, the quantile itself, the upper end, in standard deviations of its rank."""
WIDE = 4
"""How many neighbours are read at each of the three."""
NEAR = len(_ENDS) * WIDE
"""How many those are together."""


def read_places(listed: str, count: str, fraction: float, dialect: Dialect) -> str:
    """SQL: three runs of order statistics of a sorted list, one after another; NULL where there is no list."""
    runs = []
    for end in _ENDS:
        constant, slope = (dialect.as_double(repr(c)) for c in _coefficients(fraction, end))
        guess = (
            f"{dialect.as_double(repr(fraction))} * {count} + {slope} * SQRT({count}) + {constant}"
        )
        first = f"GREATEST(1, CAST(FLOOR({guess}) AS INTEGER) - 1)"
        runs.append(f"({listed})[{first}:{first} + {WIDE - 1}]")
    return " || ".join(runs)


def _coefficients(fraction: float, end: float) -> tuple[float, float]:
    """Of a rank as `fraction * n + slope * sqrt(n) + constant`: Cornish and Fisher's of the binomial."""
    if end == 0:
        return 1.0 - fraction, 0.0
    skew = (end * end - 1) * (1 - 2 * fraction) / 6
    return skew + (1.0 if end > 0 else 0.0), end * sqrt(fraction * (1 - fraction))


def first_ranks(n: Floats, fraction: float) -> list[Floats]:
    """The rank at which each of the three runs begins, for `n` known rows."""
    gathered = []
    for end in _ENDS:
        constant, slope = _coefficients(fraction, end)
        gathered.append(np.maximum(1.0, np.floor(fraction * n + slope * np.sqrt(n) + constant) - 1))
    return gathered


def spread_out(rows: list[list[float] | None], n: Floats, fraction: float) -> Floats:
    """The runs of every cell as columns, `WIDE` for each of the three; NaN where a run goes past the last rank."""
    table = np.full((len(rows), NEAR), np.nan)
    flat = np.array([place for row in rows if row is not None for place in row], np.float64)
    lengths = [np.clip(n - first + 1, 0, WIDE).astype(int) for first in first_ranks(n, fraction)]
    begins = np.cumsum(np.stack(lengths, axis=1)).reshape(-1, len(_ENDS)) - np.stack(
        lengths, axis=1
    )
    for run, length in enumerate(lengths):
        for place in range(WIDE):
            there = length > place
            table[there, run * WIDE + place] = flat[begins[there, run] + place]
    return table


def quantile_among(table: Floats, n: Floats, fraction: float) -> Floats:
    """The quantile itself, linear between its neighbours: type 7 of Hyndman and Fan (1996)."""
    place = (n - 1) * fraction + 1
    below = _at_rank(table, 1, np.floor(place), n, fraction)
    above = _at_rank(table, 1, np.minimum(np.floor(place) + 1, n), n, fraction)
    part = place - np.floor(place)
    return np.where(part > 0, below + (above - below) * part, below)


def end_among(table: Floats, ranks: Floats, n: Floats, fraction: float, *, upper: bool) -> Floats:
    """The order statistics of the given ranks, at the lower or the upper end; NaN where a rank is NaN."""
    return _at_rank(table, 2 if upper else 0, ranks, n, fraction)


def _at_rank(table: Floats, run: int, ranks: Floats, n: Floats, fraction: float) -> Floats:
    offset = np.nan_to_num(ranks - first_ranks(n, fraction)[run], nan=0.0).astype(int)
    column = run * WIDE + np.clip(offset, 0, WIDE - 1)
    return np.where(np.isnan(ranks), np.nan, table[np.arange(len(table)), column])
