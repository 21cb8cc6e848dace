"""An answer of which some cells are withheld: they keep their name, and say why they hold no figure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from willet.core.metrics.answer import Answer, Key, MetricColumn
from willet.core.metrics.auditing import Audits
from willet.core.metrics.estimate import Figures
from willet.core.metrics.intervals import Floats
from willet.core.metrics.pending import Pending
from willet.core.metrics.weights import Weighted
from willet.core.records import Message

WhyWithheld: TypeAlias = Callable[[Mapping[str, Key]], Message | None]
"""Why the figures of a cell are withheld; None where they are not."""


def withheld(answer: Answer, why: WhyWithheld | None) -> Answer:
    """The same answer without any figure in the cells for which `why` gives a reason."""
    reasons = tuple(map(why, answer.cells)) if why else ()
    if not any(reasons):
        return answer
    return replace(answer, columns=tuple(_emptied(c, reasons) for c in answer.columns))


def _emptied(column: MetricColumn, why: tuple[Message | None, ...]) -> MetricColumn:
    hidden = np.array([reason is not None for reason in why])
    notes = zip(why, column.of_intervals, strict=True)
    standing, audits, weighted = column.standing, column.audits, column.weighted
    return replace(
        column,
        figures=Figures(*(_without(part, hidden) for part in vars(column.figures).values())),
        reasons=tuple(new or old for new, old in zip(why, column.reasons, strict=True)),
        of_intervals=tuple(None if reason else note for reason, note in notes),
        standing=standing and Pending(*(_without(p, hidden, 0) for p in vars(standing).values())),
        audits=audits
        and Audits(
            _without(audits.checked, hidden, 0),
            *(_without(part, hidden) for part in (audits.value, audits.low, audits.high)),
        ),
        weighted=weighted and _without_weights(weighted, hidden),
    )


def _without_weights(weighted: Weighted, hidden: NDArray[np.bool_]) -> Weighted:
    return Weighted(
        weighted.method,
        **{name: _without(values, hidden) for name, values in weighted.numbers.items()},
        notes=tuple(None if h else n for h, n in zip(hidden, weighted.notes, strict=True)),
    )


def _without(values: Floats, hidden: NDArray[np.bool_], instead: float = np.nan) -> Floats:
    return np.where(hidden, instead, values)
