"""A selection as the core takes it: a question with its period, its filters and the limits set on the page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from willet.core.metrics import Condition, Question, both
from willet.figures.domain.limits import limits_of
from willet.figures.domain.selection import Selection


def question_of(
    metrics: Sequence[str],
    selection: Selection,
    *,
    by: Sequence[str] = (),
    params: Mapping[str, Any] | None = None,
    profile: str = "willet",
    weights: str | None = None,
    also: Iterable[Condition | None] = (),
) -> Question:
    """The question over a selection and what must hold `also`, by the limits set there that these metrics know.

    It knows no reader: pages ask through a `Reading`, which adds what its reader may see.
    """
    used = limits_of(metrics) if selection.limits else ()
    limits = {name: selection.limits[name] for name in used if name in selection.limits}
    return Question.of(
        metrics,
        by=by,
        first=selection.period.first,
        last=selection.period.last,
        where=both(selection.where, *also),
        params={**limits, **(params or {})},
        profile=profile,
        weights=weights,
    )
