"""What a reader is told of an interval: the plainest reason first, and nothing where there is nothing to tell."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from willet.core.metrics import catalogue, reasons
from willet.core.metrics.sureness.notes import interval_notes, notes_by_metric
from willet.core.records import Message, Saying

NAN = float("nan")
SHARE, MEAN, QUANTILE = "fcr_case", "average_talk_time", "wait_p90"
WHOLE: Mapping[str, float] = {
    "known": 100, "clusters": 20, "below": 100, "below_squares": 500, "largest": 5,
}  # fmt: skip


def said(
    metric: str, unit: str | None, low: float = 0.4, high: float = 0.6, **moments: float | None
) -> Message | None:
    given = {n: v for n, v in {**WHOLE, **moments}.items() if v is not None}
    columns = {name: np.array([float(value)]) for name, value in given.items()}
    [note] = interval_notes(catalogue()[metric], np.array([low]), np.array([high]), columns, unit)
    return note


def same(note: Message | None, saying: Saying | None) -> bool:
    return note is None if saying is None else note == saying()


@pytest.mark.parametrize("unit", ["customer_key", "agent", "day", None])
def test_of_an_interval_that_rests_on_enough_nothing_is_said(unit: str | None) -> None:
    assert said(SHARE, unit) is None


@pytest.mark.parametrize("metric", ["received", "longest_wait"])
def test_of_counts_and_extremes_nothing_is_said(metric: str) -> None:
    assert said(metric, None, NAN, NAN, known=1) is None


def test_of_a_cell_without_rows_nothing_is_said() -> None:
    assert said(SHARE, "customer_key", NAN, NAN, known=0, clusters=0, below=0) is None


@pytest.mark.parametrize(
    ("metric", "unit", "moments", "saying"),
    [
        (SHARE, "customer_key", {"clusters": 1}, reasons.ONE_CUSTOMER),
        (SHARE, "customer_key", {"clusters": 2}, reasons.FEWER_CUSTOMERS),
        (SHARE, "agent", {"clusters": 2}, reasons.FEWER_AGENTS),
        (SHARE, "day", {"clusters": 3}, reasons.FEWER_DAYS),
        (SHARE, "agent", {"clusters": 1}, reasons.TOO_FEW_ROWS),
        (SHARE, None, {"clusters": None}, reasons.TOO_FEW_ROWS),
        (MEAN, "agent", {"known": 29}, reasons.TOO_FEW_FOR_MEAN),
        (MEAN, "agent", {"known": 30}, reasons.FEWER_AGENTS),
        (SHARE, "agent", {"known": 29}, reasons.FEWER_AGENTS),
        ("sales_per_agent", "each_agent", {"clusters": 1}, reasons.FEWER_AGENTS),
        ("cost_per_resolved_case", "each_case", {"clusters": 1}, reasons.FEWER_CASES),
        ("sales_per_agent", None, {"clusters": None}, reasons.FEWER_AGENTS),
    ],
)
def test_a_missing_interval_has_its_plainest_reason(
    metric: str, unit: str | None, moments: dict[str, Any], saying: Saying
) -> None:
    assert same(said(metric, unit, NAN, NAN, **moments), saying)


def test_one_missing_end_is_as_much_a_reason() -> None:
    assert same(said(SHARE, "agent", NAN, 0.6, clusters=2), reasons.FEWER_AGENTS)
    assert same(said(SHARE, "agent", 0.4, NAN, clusters=2), reasons.FEWER_AGENTS)


@pytest.mark.parametrize(
    ("ends", "moments", "unit", "saying"),
    [
        ((NAN, NAN), {}, "day", reasons.TOO_FEW_FOR_QUANTILE),
        ((1.0, NAN), {}, "day", reasons.LOWER_END_ALONE),
        ((1.0, 2.0), {}, "day", None),
        # three days, of thirty rows or so each
        ((NAN, NAN), {"clusters": 3, "below_squares": 3400}, "day", reasons.FEWER_DAYS),
        ((NAN, NAN), {"clusters": None}, None, reasons.TOO_FEW_FOR_QUANTILE),
        ((1.0, NAN), {"clusters": None}, None, reasons.LOWER_END_ALONE),
    ],
)
def test_a_quantile_may_lack_one_end_or_both(
    ends: tuple[float, float], moments: dict[str, Any], unit: str | None, saying: Saying | None
) -> None:
    assert same(said(QUANTILE, unit, *ends, **moments), saying)


@pytest.mark.parametrize(
    ("unit", "clusters", "saying"),
    [
        ("day", 1, reasons.ONE_DAY),
        ("day", 2, reasons.FEW_DAYS),
        ("day", 7, reasons.FEW_DAYS),
        ("day", 8, None),
        ("agent", 1, reasons.ONE_AGENT),
        ("agent", 7, reasons.FEW_AGENTS),
        ("agent", 8, None),
        ("each_agent", 1, reasons.FEW_AGENTS),
        ("each_agent", 8, None),
        ("customer_key", 7, None),
        ("each_case", 7, None),
    ],
)
def test_an_interval_over_few_is_called_rough(
    unit: str, clusters: int, saying: Saying | None
) -> None:
    assert same(said(SHARE, unit, clusters=clusters), saying)


@pytest.mark.parametrize(
    ("largest", "below", "told"),
    [(5, 100, False), (5.1, 100, True), (3, 20, False), (3, 21, True), (1, 10, False)],
)
def test_a_customer_with_more_than_a_twentieth_of_all_is_named(
    largest: float, below: float, told: bool
) -> None:
    """Of twenty rows or fewer a twentieth is no more than one: there everybody has so much."""
    note = said(SHARE, "customer_key", largest=largest, below=below)

    assert same(note, reasons.ONE_HOLDS_MUCH if told else None)
    assert said(SHARE, "agent", largest=largest, below=below) is None


def test_the_notes_of_an_answer_name_the_metrics_that_lean_on_one_customer() -> None:
    much, few = reasons.ONE_HOLDS_MUCH(), reasons.FEW_DAYS()

    notes = list(notes_by_metric({"a": [None, much, much], "b": [few, None], "c": [much], "d": []}))

    assert notes == [reasons.ONE_HOLDS_MUCH_OF(metric=name) for name in ("a", "c")]
