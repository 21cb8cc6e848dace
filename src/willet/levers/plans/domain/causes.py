"""Why cases of a plan's selection were not solved: a Pareto whose lines lead to the cases themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from willet.core.cases.causes import Bar
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import ClosedError
from willet.figures.domain.periods import OWN, Period
from willet.figures.domain.selection import Selection
from willet.figures.domain.words import UNKNOWN
from willet.levers.plans.models import ImprovementPlan
from willet.resolution.causes.query import CAUSE_FIELD, Causes, Chosen

USUAL_DAYS = 56
NAMED = ("complexity", "information", "turnover", "authority")
"""The causes that every centre knows; others are its own."""
_OWN = "SELECT DISTINCT cause FROM outcomes WHERE cause IS NOT NULL ORDER BY cause"


@dataclass(frozen=True, slots=True)
class CauseLine:
    """One cause: how many unsolved cases, their share, the share up to and with it, and where the cases are listed."""

    bar: Bar
    share: float
    together: float
    href: str


def days_of(plan: ImprovementPlan, newest: date) -> tuple[date, date]:
    """The days whose causes are shown: the plan's own, else the eight weeks before it was made."""
    last = plan.causes_to or min(plan.created_at.date(), newest)
    return plan.causes_from or last - timedelta(days=USUAL_DAYS - 1), last


def selection_of(plan: ImprovementPlan, newest: date) -> Selection:
    """What a plan speaks of, as pages select it."""
    first, last = days_of(plan, newest)
    cells = {name: tuple(values) for name, values in plan.cells.items()}
    return Selection(Period(first, max(first, last)), OWN, cells)


def pareto(reading: Reading, plan: ImprovementPlan) -> Sequence[CauseLine] | None:
    """The causes, most cases first, those without a cause last; None where they are closed to the reader.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if reading.days is None:
        return ()
    selection = selection_of(plan, reading.days[1])
    try:
        causes = Causes(reading, selection, Chosen())
        bars = sorted(causes.bars, key=lambda bar: (bar.cause is None, -bar.cases))
    except ClosedError:
        return None
    whole, together, lines = sum(bar.cases for bar in bars), 0, []
    for bar in bars:
        together += bar.cases
        address = selection.address(**{CAUSE_FIELD: bar.cause or UNKNOWN})
        href = f"{reverse('resolution:causes')}{address}#cases"
        lines.append(CauseLine(bar, bar.cases / whole, together / whole, href))
    return lines


def causes_known(reading: Reading | None, chosen: str) -> Sequence[str]:
    """The causes that something can be tried against: the named ones, the centre's own, and the one chosen."""
    own = [name for (name,) in reading.rows(_OWN)] if reading else []
    return list(dict.fromkeys([*NAMED, *own, *([chosen] if chosen else [])]))
