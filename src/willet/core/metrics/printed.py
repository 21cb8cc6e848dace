"""An answer read back from the object that `ask --format json` prints, equal to the one that printed it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np

from willet.core.metrics.answer import Answer, MetricColumn
from willet.core.metrics.auditing import Audits
from willet.core.metrics.condition import written
from willet.core.metrics.estimate import Figures
from willet.core.metrics.intervals import Floats
from willet.core.metrics.pending import Pending
from willet.core.metrics.question import Question
from willet.core.metrics.weights import Weighted
from willet.core.records import Message

Row = Mapping[str, Any]
_FIGURES = ("value", "n", "low", "high", "coverage", "bound_low", "bound_high")
_CORRECTED = ("corrected", "corrected_low", "corrected_high")


def answer_of_json(plain: Mapping[str, Any]) -> Answer:
    """The answer that prints this object. Its messages have no codes: only the English was printed.

    Raises:
        KeyError, TypeError, ValueError: it is not such an object.
    """
    question = _question(plain["question"])
    groups = [[r for r in plain["rows"] if r["metric"] == name] for name in question.metrics]
    return Answer(
        question=question,
        cells=tuple({name: row[name] for name in question.by} for row in groups[0]),
        columns=tuple(map(_column, question.metrics, groups)),
        formula=dict(plain["formula"]),
        as_of=datetime.fromisoformat(plain["as_of"]) if plain["as_of"] else None,
        notes=tuple(map(Message, plain["notes"])),
    )


def _question(plain: Mapping[str, Any]) -> Question:
    """Not checked: whoever answered it knew its names, which another version need not."""
    return Question(
        metrics=tuple(plain["metrics"]),
        by=tuple(plain["by"]),
        first=_day(plain["from"]),
        last=_day(plain["to"]),
        filters=written(plain["where"]),
        params=tuple(sorted(plain["params"].items())),
        profile=plain["profile"],
        weights=plain.get("weights"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _column(metric: str, rows: Sequence[Row]) -> MetricColumn:
    first = rows[0] if rows else {}
    pending, audits = "pending" in first, "audits" in first
    return MetricColumn(
        metric=metric,
        unit=first.get("unit", ""),
        figures=Figures(*(_floats(rows, name) for name in _FIGURES)),
        reasons=_messages(row["reason"] for row in rows),
        of_intervals=_messages(row["interval_note"] for row in rows),
        standing=Pending(_floats(rows, "pending"), _floats(rows, "estimated")) if pending else None,
        audits=Audits(_floats(rows, "audits"), *(_floats(rows, n) for n in _CORRECTED))
        if audits
        else None,
        weighted=Weighted.of_json(list(rows)),
        units=tuple(row.get("unit", "") for row in rows),
    )


def _floats(rows: Sequence[Row], name: str) -> Floats:
    return np.array([np.nan if row[name] is None else row[name] for row in rows], np.float64)


def _messages(texts: Iterable[str | None]) -> tuple[Message | None, ...]:
    return tuple(None if text is None else Message(text) for text in texts)
