"""First-contact resolution against the repeat window: five definitions for any list of windows, in one reading.

Neighbours do not hang on the window, so they are found once; for each window the contacts are dealt
into cases and counted in three passes. Every point equals, figure for figure, what asking for that
window gives.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np

from willet.core import statistics
from willet.core.cases.compiled import loops, together
from willet.core.cases.curve import passes
from willet.core.cases.curve.columns import Columns, columns_of
from willet.core.cases.curve.filter import filter_of
from willet.core.cases.linking import Neighbours, neighbours, places
from willet.core.cases.rules import Rules, rules_of
from willet.core.cases.span import span_of
from willet.core.lake import Snapshot
from willet.core.lake.seen import Span
from willet.core.lake.settings import read_settings
from willet.core.metrics import Question
from willet.core.metrics.estimate import Figures, figures_of
from willet.core.metrics.silence import silence_of

CURVED = ("fcr_case", "fcr_case_net", "next_contact_avoidance", "one_and_done_share", "fcr_strict")
"""The definitions that a curve shows, in the order of the passes."""
WINDOWS = tuple(range(1, 31))
MOST_THREADS = 4
"""Each works on a window of its own, and takes some 70 bytes for every contact."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One definition under one window. Shares are 0..1; None where there is no data.

    `pending` counts the rows that wait for their window to close. Those that came within a window of the
    lake's beginning are neither among them nor among `n`.
    """

    window_days: float
    value: float | None
    n: int
    low: float | None
    high: float | None
    coverage: float | None
    bound_low: float | None
    bound_high: float | None
    pending: int


@dataclass(frozen=True, slots=True)
class Timed:
    """What does not hang on the window: how long each customer kept away, and how long the lake watched."""

    gap: Any
    gap_s: Any
    seen_s: Any


Curve = Mapping[str, tuple[CurvePoint, ...]]
"""For each definition its points, in the order of the windows."""


def curve(snapshot: Snapshot, question: Question, windows: Sequence[float] = WINDOWS) -> Curve:
    """The five definitions for each window, over the period and filter of a question under its other rules.

    The question's metrics and split are not looked at, nor is its window.

    Raises:
        RequestError: a window cannot be, or the filter asks for what only a linked case has.
    """
    rules = [_rules(question, days) for days in windows]
    chosen = filter_of(question)
    silence, metrics = snapshot.manifest.silence, map(question.metric, CURVED)
    mute = {which: tuple(silence_of(silence, metric)) for which, metric in enumerate(metrics)}
    with snapshot.reading() as con:
        span = span_of(con, read_settings(snapshot.layout).zone)
        columns = columns_of(con, span, chosen, mute)
    sums = _all_sums(columns, rules, span)
    return {name: _points(question, name, rules, sums[:, i]) for i, name in enumerate(CURVED)}


def _rules(question: Question, window_days: float) -> Rules:
    usual = rules_of(question)
    return Rules(float(window_days), usual.link, usual.topic)


def _micros(moment: datetime) -> int:
    return round(moment.replace(tzinfo=UTC).timestamp() * 1e6)


@cache
def _passes() -> SimpleNamespace:
    helpers = (passes.watched, passes.ripe, passes.elsewhere, passes.verdict)
    gathering = (passes.note, passes.gather, passes.confirm)
    counting = (passes.count_cases, passes.count_contacts, passes.add_up)
    return together(*helpers, *gathering, *counting)


def _all_sums(columns: Columns, rules: Sequence[Rules], span: Span) -> Any:
    if not rules:
        return np.zeros((0, passes.DEFINITIONS, passes.MOMENTS))
    near = neighbours(columns.sequence, [rules[0].topic])[rules[0].topic]
    timed = _timed(columns, near.after, rules[0].topic, _micros(span.ends))
    threads = min(os.cpu_count() or 1, MOST_THREADS, len(rules))
    hands = [rules[i::threads] for i in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        done = pool.map(lambda mine: _sums(columns, near, timed, mine, span), hands)
        gathered = {rule: sums for hand in done for rule, sums in hand.items()}
    return np.array([gathered[rule] for rule in rules])


def _sums(
    columns: Columns, near: Neighbours, timed: Timed, rules: Iterable[Rules], span: Span
) -> dict[Rules, Any]:
    """The moments of each definition under each of the rules; the room for the work is used again."""
    sequence, run = columns.sequence, _passes()
    ends = _micros(span.ends)
    stood, confirmed = (np.empty(len(sequence), np.int8) for _ in range(2))
    result = np.empty((len(sequence), passes.CASE_WIDTH), np.int32)
    code = np.empty(len(sequence), np.int32)
    gathered = {}
    for rule in rules:
        got = places(sequence, near, rule)
        _stand(columns, got.case, rule, stood)
        run.gather(
            *(
                got.case,
                sequence.counts,
                columns.flags,
                stood,
                sequence.topic,
                columns.judged,
                result,
            )
        )
        _confirm(columns, got.case, rule, confirmed)
        since = _since(span, rule)
        sums = np.zeros((passes.DEFINITIONS, passes.MOMENTS))
        run.count_contacts(
            *(stood, confirmed, sequence.at, timed.gap_s, timed.seen_s, columns.flags),
            *(since, ends, rule.window_us, rule.window_days * 86_400.0, code, sums),
        )
        run.count_cases(
            *(got.case, result, sequence.at, sequence.ref, sequence.split, near.after, timed.gap),
            *(columns.flags, columns.topic_chosen, since, ends, rule.window_us, code, sums),
        )
        run.add_up(columns.by_customer, columns.who, code, sums)
        gathered[rule] = sums
    return gathered


def _stand(columns: Columns, case: Any, rule: Rules, stood: Any) -> None:
    seen = (case, columns.sequence.at, columns.sequence.counts)
    answered, outbound = (columns.flags & bit != 0 for bit in (passes.HANDLED, passes.OUTBOUND))
    loops().stand(*seen, answered, rule.window_us, stood)
    loops().pursue(*seen, outbound, rule.window_us, stood)


def _confirm(columns: Columns, case: Any, rule: Rules, confirmed: Any) -> None:
    spoken, seen = columns.spoken, (case, columns.sequence.at, rule.window_us)
    _passes().confirm(*seen, spoken.row, spoken.newness, spoken.about, spoken.given, confirmed)


def _since(span: Span, rule: Rules) -> int:
    """From when on a window before a contact lies in the span; from later than ever if no second fits behind it."""
    return _micros(span.begins) + rule.window_us + (not span.outlasts(2 * rule.window_us))


def _timed(columns: Columns, after: Any, topic: str, ends: int) -> Timed:
    sequence = columns.sequence
    gap = np.where(after >= 0, sequence.at[after] - sequence.at, -1)
    decides = sequence.known & sequence.counts
    if topic == "required":
        decides &= sequence.topic >= 0
    gap_s = np.where(decides, np.where(gap >= 0, gap / 1e6, np.inf), np.nan)
    seen_s = np.maximum(ends / 1e6 - sequence.at / 1e6, 0.0)
    inside = columns.flags & passes.INSIDE != 0
    return Timed(gap, gap_s, np.where(inside, seen_s, 0.0))


MOMENTS = {
    "scope": passes.CLOSED,
    "known": passes.KNOWN,
    "above": passes.ABOVE,
    "below": passes.KNOWN,
    "squares": passes.SQUARES,
    "products": passes.PRODUCTS,
    "below_squares": passes.BELOW_SQUARES,
    "aaa": passes.AAA,
    "aab": passes.AAB,
    "abb": passes.ABB,
    "bbb": passes.BBB,
    "bbbb": passes.BBBB,
    "clusters": passes.CLUSTERS,
}
"""Where each moment of `metrics.moments` stands in the sums of the passes."""


def _points(
    question: Question, name: str, rules: Sequence[Rules], sums: Any
) -> tuple[CurvePoint, ...]:
    columns = np.asarray(sums, np.float64).T
    moments = {name: columns[place] for name, place in MOMENTS.items()}
    figures = figures_of(question.metric(name), moments, statistics, "customer_key")
    pending = columns[passes.OPEN]
    return tuple(
        _point(rule.window_days, figures, i, int(pending[i])) for i, rule in enumerate(rules)
    )


def _point(days: float, figures: Figures, i: int, pending: int) -> CurvePoint:
    return CurvePoint(
        window_days=days,
        value=_share_or_none(figures.value[i]),
        n=int(figures.n[i]),
        low=_share_or_none(figures.low[i]),
        high=_share_or_none(figures.high[i]),
        coverage=_share_or_none(figures.coverage[i]),
        bound_low=_share_or_none(figures.bound_low[i]),
        bound_high=_share_or_none(figures.bound_high[i]),
        pending=pending,
    )


def _share_or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
