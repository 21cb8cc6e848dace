"""A real bank by rolling origins: from each day of three months, the 30 days around it forecast on their tenth.

Data: AnonymousBank, Technion, 1999 (I. Guedj, A. Mandelbaum). Each origin has all days before it as history.
"""

import gzip
import os
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

from benchmarks.goals.forecast import DAY, outcome
from benchmarks.rounds import write_results
from willet.core.statistics.pace import DayFigure, Kind, OpenDay, forecast

LENGTH = 30
FEWEST_BEFORE = 28
_WAIT, _OUTCOME, _TALK = 11, 12, 15
FIGURES: dict[str, Kind] = {
    "answered within 20 s, of those who spoke to somebody": "share",
    "mean talk time": "mean",
    "calls": "total",
}


def run() -> None:
    """Every figure, and one section of the results."""
    rows = [_row(name, kind, days_of(name)) for name, kind in FIGURES.items()]
    head = ["", "| figure | origins | inside | mean width |", "|---|---|---|---|"]
    lead = "30 days, forecast on day 10, at every day that has 28 before it. Neighbouring origins share most days."
    write_results("Forecasts at a real bank", [lead, *head, *rows])


def _row(name: str, kind: Kind, days: list[DayFigure]) -> str:
    inside, widths = 0, list[float]()
    origins = range(FEWEST_BEFORE, len(days) - LENGTH + 1)
    for begin in origins:
        month = days[begin : begin + LENGTH]
        rest = [OpenDay(day.day) for day in month[DAY:]]
        result = forecast(kind, history=days[:begin], done=month[:DAY], rest=rest)
        assert result is not None
        inside += result.low <= outcome(kind, month) <= result.high
        widths.append(result.high - result.low)
    mean = sum(widths) / len(widths)
    return f"| {name} | {len(origins)} | {inside / len(origins):.0%} | {mean:.4g} |"


def days_of(name: str) -> list[DayFigure]:
    """Every day of the three months."""
    items: dict[date, list[float]] = defaultdict(list)
    for row in _rows():
        day = date(1900 + int(row[5][:2]), int(row[5][2:4]), int(row[5][4:]))
        answered = row[_OUTCOME] == "AGENT"
        if name == "calls":
            items[day].append(1.0)
        elif answered and name == "mean talk time":
            items[day].append(float(row[_TALK]))
        elif answered:
            items[day].append(float(float(row[_WAIT]) <= 20))
    first, last = min(items), max(items)
    every = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    return [_figure(day, items.get(day, []), name) for day in every]


def _figure(day: date, values: list[float], name: str) -> DayFigure:
    if name == "calls":
        return DayFigure(day, len(values), float(len(values)))
    mean = sum(values) / len(values) if values else None
    return DayFigure(day, len(values), mean)


def _rows() -> list[list[str]]:
    folder = Path(os.environ.get("WILLET_SHARED", "../shared")) / "data/anonymous_bank"
    texts = [gzip.decompress(p.read_bytes()).decode() for p in sorted(folder.glob("*.txt.gz"))]
    rows = [line.split() for text in texts for line in text.splitlines()[1:]]
    return [row for row in rows if len(row) >= 17 and row[_OUTCOME] in {"AGENT", "HANG"}]
