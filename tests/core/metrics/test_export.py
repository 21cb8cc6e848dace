"""Answers for a notebook: rows as a frame, a table and a drawing, each read back."""

import sys
from typing import Any, cast

import pytest

from willet.core.metrics.export import plot, to_arrow, to_pandas
from willet.core.records import RequestError

ROWS: list[dict[str, object]] = [
    {"metric": "fcr", "queue": "a", "team": "x", "value": 0.5, "low": 0.4, "high": 0.7, "unit": "share"},
    {"metric": "fcr", "queue": None, "team": "x", "value": 0.25, "low": None, "high": None, "unit": "share"},
    {"metric": "fcr", "queue": "a", "team": "y", "value": None, "low": None, "high": None, "unit": "share"},
    {"metric": "wait", "queue": "a", "team": "x", "value": 20.0, "low": 15.0, "high": None, "unit": "s"},
]  # fmt: skip


def test_rows_become_a_frame_and_a_table() -> None:
    assert to_pandas(ROWS)["value"].tolist()[:2] == [0.5, 0.25]
    assert list(to_pandas(ROWS).columns) == list(ROWS[0])
    assert to_arrow(ROWS).to_pylist() == ROWS


class Axes:
    """What is drawn, as it was asked for."""

    def __init__(self) -> None:
        self.drawn: list[tuple[Any, ...]] = []

    def errorbar(self, places: Any, values: Any, *, yerr: Any, label: str, **look: Any) -> None:
        self.drawn.append((label, places, values, yerr))

    def set_xlabel(self, text: str) -> None:
        self.drawn.append(("x", text))

    def set_ylabel(self, text: str) -> None:
        self.drawn.append(("y", text))

    def legend(self) -> None:
        self.drawn.append(("legend",))


def drawn(rows: list[dict[str, object]], by: list[str]) -> list[tuple[Any, ...]]:
    axes = Axes()
    plot(rows, by, cast(Any, axes))
    return axes.drawn


def test_each_metric_is_a_series_over_the_first_dimension_and_one_for_each_of_the_others() -> None:
    first, second, third, *labels = drawn(ROWS, ["queue", "team"])

    assert first == (
        "fcr, x", ["a", "unknown"], [0.5, 0.25],
        [[pytest.approx(0.1), 0.0], [pytest.approx(0.2), 0.0]],
    )  # fmt: skip
    assert second == ("fcr, y", [], [], [[], []])
    assert third == ("wait, x", ["a"], [20.0], [[5.0], [0.0]])
    assert labels == [("x", "queue"), ("y", "s, share"), ("legend",)]


def test_without_a_dimension_each_metric_stands_under_its_name() -> None:
    series, *labels = drawn([{**ROWS[0]}], [])

    assert series[:2] == ("fcr", ["fcr"])
    assert labels == [("x", ""), ("y", "share"), ("legend",)]


def test_nothing_has_no_legend() -> None:
    assert drawn([], ["queue"]) == [("x", "queue"), ("y", "")]


@pytest.mark.parametrize(("name", "export"), [("pandas", to_pandas), ("pyarrow", to_arrow)])
def test_a_library_that_is_missing_is_named(
    name: str, export: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(RequestError, match=name):
        export(ROWS)
