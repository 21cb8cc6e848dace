"""How many false "worked" are to be expected among what is shown, and what each lever brought so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from willet.core.effects.inference.promise import REFUSES
from willet.core.metrics import catalogue
from willet.levers.plans.models import Intervention, Lever, PlanVerdict

ERRS = 0.05
"""An interval errs in so many cases, half of them on the better side; looks on the way share this error."""
FALSELY_WORKED = ERRS / 2 * (1 - REFUSES)


def false_worked(analyses: Iterable[Intervention]) -> float:
    """How many of the registered would at most be called "worked" by chance, if nothing had any effect.

    Each plan's own chance, added up. It is less where a drift is allowed for, or few units give few orders. Where more
    is neither better nor worse nothing is ever said to have worked.
    """
    return FALSELY_WORKED * sum(map(_may_work, analyses))


def _may_work(intervention: Intervention) -> bool:
    """Whether it is registered on a metric of which one direction is the better."""
    newest = next(iter(intervention.registrations.all()), None)
    metric = catalogue().get(newest.metric) if newest else None
    return metric is not None and metric.direction != "neither"


def newest_verdict(intervention: Intervention) -> PlanVerdict | None:
    """What was said last; verdicts are ordered newest first."""
    return next(iter(intervention.verdicts.all()), None)


def is_registered(intervention: Intervention) -> bool:
    """Whether it counts among the analyses."""
    return bool(intervention.registrations.all())


@dataclass
class LeverSum:
    """What one lever brought so far: how often each verdict came out on the registered date."""

    lever: str
    interventions: list[Intervention] = field(default_factory=list)

    def count(self, verdict: str) -> int:
        """How many came out so, for good."""
        return sum(self._final(one) == verdict for one in self.interventions)

    @property
    def running(self) -> int:
        """How many still go on to the verdict of their registered date: of one that was stopped none will come."""
        return sum(self._final(one) is None and not one.is_stopped for one in self.interventions)

    def _final(self, one: Intervention) -> str | None:
        last = newest_verdict(one)
        return last.verdict if last is not None and last.is_final else None


def by_lever(interventions: Iterable[Intervention]) -> list[LeverSum]:
    """The registered interventions by lever, in the order in which levers are listed."""
    sums = {lever: LeverSum(lever) for lever in Lever.values}
    for one in interventions:
        if is_registered(one):
            sums[one.lever].interventions.append(one)
    return list(sums.values())
