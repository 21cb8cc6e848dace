"""What is said beside the figures: why a cell has none, and what a reader must know of the others."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from willet.core.metrics import reasons
from willet.core.metrics.auditing import FEWEST_AUDITS
from willet.core.metrics.compiler import Compiled
from willet.core.metrics.estimate import Figures, Moments
from willet.core.metrics.metric import Metric
from willet.core.metrics.nodes import When, columns_in, columns_in_all
from willet.core.metrics.question import Question
from willet.core.metrics.shape import Count, Extreme, PerGroup, Quotient
from willet.core.records import Message, Saying


def reasons_of(
    metric: Metric,
    figures: Figures,
    moments: Moments,
    silent: Sequence[str | None],
    compiled: Compiled,
) -> tuple[Message | None, ...]:
    """For each cell without a value, why it has none."""
    empty = np.isnan(figures.value)
    if not empty.any():
        return (None,) * len(empty)
    scope = moments.get("scope", figures.n)
    reached = bool(np.nansum(moments.get("reached", 1.0)))
    never = not np.nansum(moments.get("known", figures.n))
    untold = _untold(_deciding(metric, reached=reached), never=never)
    none = np.zeros_like(scope)
    pending, mixed = moments.get("pending", none), moments.get("mixed", none)
    counted = moments.get("counted", none + 1)
    known = moments.get("known", none)

    def untold_in(cell: int) -> Saying:
        if mixed[cell]:
            return reasons.MIXED[metric.alone or ""]
        if pending[cell]:
            return reasons.NOT_SETTLED
        return reasons.NONE_COUNTED if known[cell] and not counted[cell] else untold

    return tuple(
        _reason(metric, scope[i], silent[i], untold_in(i), compiled) if empty[i] else None
        for i in range(len(empty))
    )


def _reason(
    metric: Metric, scope: float, silent: str | None, untold: Saying, compiled: Compiled
) -> Message:
    if scope > 0:
        return untold()
    if silent is not None:
        return compiled.silence[metric.name][silent]
    return reasons.NOTHING_IN.get(metric.table, reasons.NOTHING_THERE[metric.level])()


def _untold(columns: Sequence[str], *, never: bool) -> Saying:
    """The saying for rows in scope on which the source is silent throughout, or only here."""
    given = next((reasons.NOT_RECORDED[c] for c in columns if c in reasons.NOT_RECORDED), None)
    local = {"confirmed", "resolved", "settled", "solved_at_once", "score", "scale"} & set(columns)
    return given if given and (never or local) else reasons.NOT_KNOWN


def _deciding(metric: Metric, *, reached: bool) -> list[str]:
    """The columns that a row in scope may lack, those of the value first."""
    match metric.shape:
        case Quotient(hit=When(condition, then)):
            # where the condition holds on no row, it is the condition that nothing is known of
            inside = frozenset[str]()
            needed = columns_in(then if reached else condition)
        case Quotient(scope=scope, above=above, below=below):
            inside, needed = columns_in(scope), columns_in_all(*(node for _, node in above), below)
        case PerGroup(scope=scope, above=value) | Extreme(scope=scope, value=value):
            inside, needed = columns_in(scope), columns_in(value)
        case Count():
            return []
    lacking = needed - inside - set(metric.helps)
    return sorted(lacking, key=lambda c: (c != "settled", c != "resolved", c != "score", c))


def notes_of(
    question: Question,
    compiled: Sequence[Compiled],
    totals: Mapping[str, Mapping[str, float]],
    beside: Mapping[str, float],
) -> Iterator[Message]:
    """The notes to an answer, from the totals of each metric's moments over all cells."""
    for part in compiled:
        for metric in part.metrics:
            yield from _partial(metric, totals[metric.name])
            if totals[metric.name].get("known", totals[metric.name].get("told")):
                yield from _left_out_sources(metric, part)
    if beside.get("rows") and not beside.get("linked"):
        yield reasons.ONE_BY_ONE()
    yield from _unused(question)


def _partial(metric: Metric, totals: Mapping[str, float]) -> Iterator[Message]:
    known, scope = totals.get("known", 0.0), totals.get("scope", 0.0)
    for column in metric.helps if known else ():
        yield from _help(metric, column, totals[f"with_{column}"] / scope)
    yield from _not_standing(metric, totals)
    seen = totals.get("seen", known)
    nameless = scope > 0 and totals.get("nameless") == scope
    if nameless and known:
        yield reasons.NAMELESS(metric=metric.name)
    if not nameless:
        yield from _checked(metric, totals)
    if metric.alike is not None and known and seen < scope and not nameless:
        yield reasons.PART_UNKNOWN(metric=metric.name, share=_percent(seen / scope))


def _checked(metric: Metric, totals: Mapping[str, float]) -> Iterator[Message]:
    """Whether audits say how often the evidence errs."""
    if metric.audit is None or not totals.get("known"):
        return
    audits = totals["audited_hits"] + totals["audited_misses"]
    values = {"metric": metric.name, "audits": f"{audits:.0f}"}
    if audits >= FEWEST_AUDITS:
        yield reasons.CORRECTED(**values)
    else:
        yield reasons.UNCHECKED(**values, fewest=f"{FEWEST_AUDITS}")


def _not_standing(metric: Metric, totals: Mapping[str, float]) -> Iterator[Message]:
    """What is pending: estimated, or left out of a figure that others make."""
    pending, foreseen = totals.get("pending", 0.0), totals.get("foreseen", 0.0)
    if not pending:
        return
    values = {"metric": metric.name, "pending": f"{pending:.0f}", "cases": f"{totals['scope']:.0f}"}
    if foreseen:
        yield reasons.ESTIMATED(**values)
    elif totals["known"]:
        yield reasons.LEFT_OUT_PENDING(**values)


def _help(metric: Metric, column: str, share: float) -> Iterator[Message]:
    if share == 0:
        yield reasons.LEFT_OUT[column](metric=metric.name)
    elif share < 1:
        yield reasons.PARTLY_RECORDED[column](metric=metric.name, share=_percent(share))


def _left_out_sources(metric: Metric, part: Compiled) -> Iterator[Message]:
    for source, why in part.silence[metric.name].items():
        yield reasons.SOURCE_SILENT(metric=metric.name, source=source, why=why)


def _unused(question: Question) -> Iterator[Message]:
    asked = [question.metric(name) for name in question.metrics]
    used = {name for metric in asked for name in metric.parameters}
    used |= {"window_days"} if any(map(question.weights_of, asked)) else set()
    for name, _ in question.params:
        if name not in used:
            yield reasons.NOT_USED(name=name)


def _percent(share: float) -> str:
    """A share as a percentage that never rounds a part to nothing or to all."""
    return f"{min(max(share, 0.001), 0.999) * 100:.3g} %"
