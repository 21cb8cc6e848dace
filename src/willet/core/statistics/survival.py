"""How long until a contact is repeated: hazards by age, borrowed across topics and queues.

A discrete-time survival model: the hazard of each day of age is a logistic regression on the day, the
weekday it falls on, the topic and the queue, its levels drawn together by a ridge penalty. With one
topic and one queue and no penalty it is the Kaplan-Meier (actuarial) estimate.
Source: Singer and Willett (1993); Kaplan and Meier (1958).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willet.core.statistics.case_mix import expected_shares

Floats = NDArray[np.float64]
Labels = NDArray[np.object_]


@dataclass(frozen=True)
class Hazards:
    """Chance of a repeat on each day of age, given none before, for every (weekday, group) met in the data.

    `edges_days` are the ends of the day bins, the first beginning at 0. `by_cell` maps (bin, weekday of
    that bin, group) to the hazard. `dispersion` is how many times wider whole days scatter around their
    hazards than independent contacts would (1 where they do not): one caller's contacts go together,
    and so do the contacts of a bad day.
    """

    edges_days: Floats
    by_cell: dict[tuple[int, int, str], float]
    by_bin: Floats
    dispersion: float

    def of(self, bin_: int, weekday: int, group: str) -> float:
        """The hazard of a cell; that of the bin alone where the cell was never met."""
        return self.by_cell.get((bin_, weekday, group), float(self.by_bin[bin_]))


def kaplan_meier(times: Floats, seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Times at which something happened, and the share to which nothing has happened after each.

    Args:
        times: time until the event, or until sight of it was lost.
        seen: whether the event was seen.
    """
    from statsmodels.duration.survfunc import SurvfuncRight  # slow import: statsmodels

    found = SurvfuncRight(times, seen.astype(int))
    return np.asarray(found.surv_times, dtype=np.float64), np.asarray(found.surv_prob, np.float64)


@dataclass(frozen=True)
class Exposure:
    """What was seen: one row a cell of arrival day, bin of age, weekday of that bin and group.

    `at_risk` may be fractional: a contact lost from sight half-way through a bin counts half. `levels`
    are the parts of the group (topic, queue ...), one array each.
    """

    days: Labels
    bins: NDArray[np.int64]
    weekdays: NDArray[np.int64]
    levels: tuple[Labels, ...]
    at_risk: Floats
    events: Floats


def fitted_hazards(edges_days: Floats, seen: Exposure) -> Hazards:
    """Hazards of every cell of bin, weekday and group, and how far whole days scatter around them."""
    groups = ["|".join(map(str, parts)) for parts in zip(*seen.levels, strict=True)]
    keys = list(zip(seen.bins.tolist(), seen.weekdays.tolist(), groups, strict=True))
    cells = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    codes = np.array([cells[key] for key in keys])
    risk, happened = (_sums(codes, column, len(cells)) for column in (seen.at_risk, seen.events))
    shares = expected_shares(_levels(list(cells)), np.minimum(happened, risk), risk)
    return Hazards(
        edges_days=edges_days,
        by_cell=dict(zip(cells, shares.tolist(), strict=True)),
        by_bin=_plain(seen, len(edges_days)),
        dispersion=_dispersion(seen, shares[codes]),
    )


def _levels(cells: list[tuple[int, int, str]]) -> list[Labels]:
    columns = zip(
        *((str(bin_), str(day), *group.split("|")) for bin_, day, group in cells), strict=True
    )
    return [np.array(column, dtype=object) for column in columns]


def _plain(seen: Exposure, size: int) -> Floats:
    risk, happened = (_sums(seen.bins, column, size) for column in (seen.at_risk, seen.events))
    return np.minimum(np.divide(happened, risk, out=np.zeros(size), where=risk > 0), 1.0)


def _dispersion(seen: Exposure, hazard: Floats) -> float:
    names, days = np.unique(seen.days.astype(str), return_inverse=True)
    surplus = _sums(days, seen.events - seen.at_risk * hazard, len(names))
    chance = _sums(days, seen.at_risk * hazard * (1 - hazard), len(names))
    return max(float(np.mean(surplus**2 / np.maximum(chance, 1e-9))), 1.0)


def _sums(codes: NDArray[np.int64], weights: Floats, size: int) -> Floats:
    return np.bincount(codes, weights=weights, minlength=size).astype(np.float64)


def chance_of_none(hazards: Hazards, age_days: float, weekday: int, group: str) -> float:
    """The chance of no event from this age to the last edge, given none so far.

    `weekday` is that of the arrival, 0-6; a bin's weekday is that of its middle. Of the bin in which the
    age lies only the part that is still to come counts.
    """
    chance, begins = 1.0, 0.0
    for bin_, ends in enumerate(hazards.edges_days.tolist()):
        ahead = min(max((ends - age_days) / (ends - begins), 0.0), 1.0)
        if ahead > 0:
            falls_on = int(weekday + (begins + ends) / 2) % 7
            chance *= (1.0 - hazards.of(bin_, falls_on, group)) ** ahead
        begins = ends
    return chance
