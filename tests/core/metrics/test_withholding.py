"""An answer of which some cells are withheld: nothing of theirs is left, and nothing of the others changed."""

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from willet.core.metrics import Question
from willet.core.metrics.answer import Answer, MetricColumn
from willet.core.metrics.auditing import Audits
from willet.core.metrics.estimate import Figures
from willet.core.metrics.pending import Pending
from willet.core.metrics.weights import NUMBERS, Weighted
from willet.core.metrics.withholding import withheld
from willet.core.records import Message

WHY, OLD, NOTE = Message("hidden"), Message("old"), Message("note")
FIGURES = Figures(*(np.array([n + 0.1, n + 0.2]) for n in range(7)))
COLUMN = MetricColumn(
    metric="fcr_case",
    unit="share",
    figures=FIGURES,
    reasons=(None, OLD),
    of_intervals=(NOTE, NOTE),
    standing=Pending(np.array([3.0, 4.0]), np.array([1.0, 2.0])),
    audits=Audits(*(np.array([n + 0.5, n + 0.6]) for n in range(4))),
    weighted=Weighted("dr", **{name: np.array([1.0, 2.0]) for name in NUMBERS}, notes=(NOTE, NOTE)),
)
ANSWER = Answer(
    question=Question.of("fcr_case", by="queue"),
    cells=({"queue": "a"}, {"queue": "b"}),
    columns=(COLUMN,),
    formula={},
    as_of=None,
    notes=(),
)


def hidden_only(*names: str) -> MetricColumn:
    answer = withheld(ANSWER, lambda cell: WHY if cell["queue"] in names else None)
    assert answer.cells == ANSWER.cells
    return answer.columns[0]


def test_where_nothing_is_withheld_the_answer_is_the_same() -> None:
    assert withheld(ANSWER, None) is ANSWER
    assert withheld(ANSWER, lambda cell: None) is ANSWER


def test_a_withheld_cell_has_no_figure_and_says_why() -> None:
    column = hidden_only("a")

    for name in (field.name for field in fields(Figures)):
        first, second = getattr(column.figures, name)
        assert np.isnan(first)
        assert second == getattr(FIGURES, name)[1]
    assert column.reasons == (WHY, OLD)
    assert column.of_intervals == (None, NOTE)


def test_a_reason_of_its_own_gives_way_to_that_for_which_it_is_withheld() -> None:
    assert hidden_only("b").reasons == (None, WHY)


def test_nothing_that_was_counted_beside_it_is_left() -> None:
    column = hidden_only("a")

    assert column.standing is not None
    assert column.audits is not None
    assert column.weighted is not None
    assert (column.standing.rows.tolist(), column.standing.estimated.tolist()) == ([0, 4], [0, 2])
    assert column.audits.checked.tolist() == [0, 0.6]
    for part in (column.audits.value, column.audits.low, column.audits.high):
        assert np.isnan(part).tolist() == [True, False]
    for values in column.weighted.numbers.values():
        assert np.isnan(values).tolist() == [True, False]
    assert (column.weighted.method, column.weighted.notes) == ("dr", (None, NOTE))


@pytest.mark.parametrize("part", ["standing", "audits", "weighted"])
def test_what_was_not_there_is_not_there_then_either(part: str) -> None:
    without: dict[str, Any] = {part: None}
    bare = replace(ANSWER, columns=(replace(COLUMN, **without),))

    column = withheld(bare, lambda cell: WHY).columns[0]

    assert getattr(column, part) is None
