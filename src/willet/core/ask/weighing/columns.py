"""An answer in which the figures of surveys are weighed for those who did not answer; the plain ones stand beside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from willet.core.ask.weighing import notes
from willet.core.ask.weighing.frame import Size, SurveyFrame
from willet.core.metrics import Answer, Metric, MetricColumn, Weighted
from willet.core.metrics.estimate import Figures
from willet.core.metrics.reasons import NOT_ANSWERED, ONE_CUSTOMER
from willet.core.metrics.weights import NUMBERS
from willet.core.records import Message

if TYPE_CHECKING:
    from willet.core.statistics.nonresponse import AnswerWeights, Mask

NOWHERE = Size(0, 0, -1)
DIGITS = 9


@dataclass(frozen=True, slots=True)
class WeighedCell:
    """One cell of one metric: its figure weighed, and what stands beside it; NaN where there is none."""

    value: float
    n: float
    low: float
    high: float
    coverage: float
    bounds: tuple[float, float]
    design_effect: float
    late: float
    note: Message | None


def weighed(answer: Answer, frames: Mapping[str, SurveyFrame]) -> Answer:
    """The answer with the columns of `frames` weighed, and what must be known of it."""
    if not frames:
        return answer
    columns = [_column(answer, column, frames) for column in answer.columns]
    return replace(answer, columns=tuple(columns), notes=(*answer.notes, *_notes(answer, frames)))


def _column(
    answer: Answer, column: MetricColumn, frames: Mapping[str, SurveyFrame]
) -> MetricColumn:
    if column.metric not in frames:
        return column
    from willet.core.statistics.nonresponse import METHODS, weigh  # slow import: scipy

    frame, metric = frames[column.metric], answer.question.metric(column.metric)
    method = next(m for m in METHODS if m == answer.question.weights_of(metric))
    weights = weigh(frame.population, method)
    sizes = [frame.sizes.get(tuple(cell.values()), NOWHERE) for cell in answer.cells]
    return _replaced(column, method, sizes, [_cell(metric, frame, weights, s) for s in sizes])


def _cell(metric: Metric, frame: SurveyFrame, weights: "AnswerWeights", size: Size) -> WeighedCell:
    from willet.core.statistics.nonresponse import estimate, manski_bounds  # slow import: scipy

    population, ends = frame.population, metric.value_range
    part = frame.cells == size.number
    answered = part & population.answered
    result = estimate(population, weights, part, ends)
    given, drawn = population.given[answered], population.design[answered]
    everyone = max(float(size.handled), float(population.design[part].sum()))
    spoke = float(drawn.sum()) / max(float(population.design[part].sum()), 1e-300)
    late, note = _late(frame, answered, spoke)
    return WeighedCell(
        value=result.value,
        n=float(answered.sum()),
        low=result.low,
        high=result.high,
        coverage=float(drawn.sum()) / everyone if everyone else float("nan"),
        bounds=manski_bounds(given, drawn, everyone, ends),
        design_effect=result.effect,
        late=late,
        note=note,
    )


def _late(frame: SurveyFrame, answered: "Mask", spoke: float) -> tuple[float, Message | None]:
    """The plain figure if the silent, all but `spoke`, are like those who answered late; a note where these differ."""
    from willet.core.statistics.nonresponse import late_mean  # slow import: scipy

    population = frame.population
    given, drawn = population.given[answered], population.design[answered]
    late, _, apart = late_mean(given, drawn, frame.lag_s[answered])
    if np.isnan(late):
        return float("nan"), None
    note = notes.LATE_DIFFER() if abs(apart) > notes.BEYOND_CHANCE else None
    return spoke * float(drawn @ given) / float(drawn.sum()) + (1 - spoke) * late, note


def _replaced(
    column: MetricColumn, method: str, sizes: list[Size], cells: list[WeighedCell]
) -> MetricColumn:
    plain = column.figures
    values = {name: np.array([getattr(c, name) for c in cells]) for name in ("value", "n", "low")}
    values |= {name: np.array([getattr(c, name) for c in cells]) for name in ("high", "coverage")}
    ends = np.array([c.bounds for c in cells]).reshape(-1, 2)
    figures = Figures(**values, bound_low=ends[:, 0], bound_high=ends[:, 1]).rounded()
    beside = {
        "raw": plain.value,
        "raw_low": plain.low,
        "raw_high": plain.high,
        "design_effect": np.array([c.design_effect for c in cells]).round(DIGITS),
        "asked": np.array([float(s.asked) for s in sizes]),
        "handled": np.array([float(s.handled) for s in sizes]),
        "late": np.array([c.late for c in cells]).round(DIGITS),
    }
    return replace(
        column,
        figures=figures,
        reasons=tuple(_reason(c, why) for c, why in zip(cells, column.reasons, strict=True)),
        of_intervals=tuple(
            _of_interval(c, why) for c, why in zip(cells, column.of_intervals, strict=True)
        ),
        weighted=Weighted(
            method, **{name: beside[name] for name in NUMBERS}, notes=tuple(c.note for c in cells)
        ),
    )


def _reason(cell: WeighedCell, why: Message | None) -> Message | None:
    """Why there is no figure: nobody who could answer did."""
    return (why or NOT_ANSWERED()) if np.isnan(cell.value) else None


def _of_interval(cell: WeighedCell, why: Message | None) -> Message | None:
    if np.isnan(cell.value):
        return None
    return ONE_CUSTOMER() if np.isnan(cell.low) else why


def _notes(answer: Answer, frames: Mapping[str, SurveyFrame]) -> Iterator[Message]:
    for name, frame in frames.items():
        method = answer.question.weights_of(answer.question.metric(name)) or ""
        sizes = frame.sizes.values()
        handled, asked = sum(s.handled for s in sizes), sum(s.asked for s in sizes)
        answered = int(frame.population.answered.sum())
        if answered:
            counts = {"answered": answered, "asked": asked, "handled": handled}
            yield notes.estimated_note(name, method, **counts)
        if frame.by_answers:
            yield notes.ANSWERS_ALONE(metric=name)
        if 0 < answered < notes.FEWEST:
            yield notes.TOO_FEW(metric=name, answered=answered, fewest=notes.FEWEST)
    yield notes.NOT_MENDED()
