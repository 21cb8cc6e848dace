"""Answers for a notebook: a DataFrame, an Arrow table, a plot. Each needs a library that is optional."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from willet.core.metrics import refusals
from willet.core.records import RequestError

if TYPE_CHECKING:
    import pandas
    import pyarrow
    from matplotlib.axes import Axes

Flat = Sequence[dict[str, object]]


def to_pandas(rows: Flat) -> "pandas.DataFrame":
    """The rows as a DataFrame, one column for each field.

    Raises:
        RequestError: pandas is not installed.
    """
    frame: pandas.DataFrame = _optional("pandas").DataFrame.from_records(list(rows))
    return frame


def to_arrow(rows: Flat) -> "pyarrow.Table":
    """The rows as an Arrow table.

    Raises:
        RequestError: pyarrow is not installed.
    """
    return _optional("pyarrow").Table.from_pylist(list(rows))


def plot(rows: Flat, by: Sequence[str], ax: "Axes | None" = None) -> "Axes":
    """Each metric as a series over the first dimension, with a bar for its interval.

    Raises:
        RequestError: matplotlib is not installed.
    """
    axes = ax if ax is not None else _optional("matplotlib.pyplot").subplots()[1]
    for label, series in _series(rows, by).items():
        known = [row for row in series if row["value"] is not None]
        places = [_place(row, by) for row in known]
        values: list[Any] = [row["value"] for row in known]
        axes.errorbar(places, values, yerr=_arms(known), fmt="o-", capsize=3, label=label)
    axes.set_xlabel(by[0] if by else "")
    axes.set_ylabel(", ".join(sorted({str(row["unit"]) for row in rows})))
    if rows:
        axes.legend()
    return axes


def _series(rows: Flat, by: Sequence[str]) -> dict[str, list[dict[str, object]]]:
    series: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        label = ", ".join(str(part) for part in (row["metric"], *(row[d] for d in by[1:])))
        series.setdefault(label, []).append(row)
    return series


def _place(row: dict[str, object], by: Sequence[str]) -> str:
    key = row[by[0]] if by else row["metric"]
    return "unknown" if key is None else str(key)


def _arms(rows: Flat) -> list[list[float]]:
    """How far the interval reaches below and above each value; nothing where there is none."""
    low = [_reach(row, "low") for row in rows]
    high = [_reach(row, "high") for row in rows]
    return [low, high]


def _reach(row: dict[str, Any], end: str) -> float:
    return abs(row["value"] - row[end]) if row[end] is not None else 0.0


def _optional(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise RequestError(refusals.NOT_INSTALLED(package=package)) from error
