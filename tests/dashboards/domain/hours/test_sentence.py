"""The ends of a week in a sentence: of cells that rest on enough, and nothing where all are the same."""

from types import SimpleNamespace
from typing import Any

import pytest

from willet.dashboards.domain.hours.sentence import ends_words
from willet.figures.domain.outliers import FEWEST

Cell = tuple[int, int, float | None, int]
"""Weekday, hour, value, and on how many it rests."""


def of(*cells: Cell, metric: str = "service_level", unit: str = "share") -> Any:
    rows = [
        SimpleNamespace(
            metric=metric, keys={"weekday": day, "hour": hour}, value=value, n=n, unit=unit
        )
        for day, hour, value, n in cells
    ]
    return SimpleNamespace(by_hour=SimpleNamespace(rows=rows))


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (
            [(1, 8, 0.51, 50), (6, 14, 0.98, 40), (2, 9, 0.7, 90), (3, 3, 0.01, FEWEST - 1)],
            "Service level: lowest 51.0% (Mon 8:00), highest 98.0% (Sat 14:00).",
        ),
        ([(1, 8, 0.5, 50), (6, 14, 0.5, 40)], ""),
        ([(1, 8, 0.5, FEWEST - 1), (6, 14, None, 400)], ""),
        ([], ""),
    ],
)
def test_both_ends_are_said(cells: list[Cell], words: str) -> None:
    assert ends_words(of(*cells), "service_level") == words


def test_a_count_is_said_however_few() -> None:
    hours = of((1, 8, 3, 3), (2, 9, 12, 12), metric="received", unit="count")

    assert ends_words(hours, "received") == "Received: lowest 3 (Mon 8:00), highest 12 (Tue 9:00)."
