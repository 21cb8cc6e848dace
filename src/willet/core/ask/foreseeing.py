"""Before a question is put: its connection is shown what is expected of the cases that do not stand yet."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from duckdb import DuckDBPyConnection

from willet.core.ask.relinking import show
from willet.core.cases import DEFAULT, Rules, rules_of
from willet.core.lake import Snapshot
from willet.core.metrics import Foresight, Question

if TYPE_CHECKING:
    from willet.core.cases.settling import Foreseen

KEPT = 6
"""Outlooks kept for one state of the lake: each is small."""

_LOCK = Lock()
_LEARNED: "WeakKeyDictionary[Snapshot, OrderedDict[Rules, Foreseen]]" = WeakKeyDictionary()

Foresee = Callable[[Snapshot, DuckDBPyConnection], Foresight]


def foreseeing(question: Question) -> Foresee | None:
    """What shows a connection the cases with what is expected of them; None where no metric asks for it."""
    metrics = [question.metric(name) for name in question.metrics]
    if not any(metric.settles is not None for metric in metrics):
        return None
    rules = rules_of(question)
    return lambda snapshot, con: foresee(snapshot, con, rules)


def foresee(snapshot: Snapshot, con: DuckDBPyConnection, rules: Rules) -> Foresight:
    """Let `foreseen_cases` of this connection be its `cases` with two columns more, where there is history."""
    from willet.core.cases.settling import shown  # slow import: scipy

    with _LOCK:
        result = _LEARNED.setdefault(snapshot, OrderedDict())
        if rules not in result:
            result[rules] = _make(snapshot, rules)
        result.move_to_end(rules)
        while len(result) > KEPT:
            _, old = result.popitem(last=False)
            con.execute(f"DROP TABLE IF EXISTS {old.outlook or 'none'}")
        outcome = result[rules]
    return shown(con, outcome)


def _make(snapshot: Snapshot, rules: Rules) -> "Foreseen":
    from willet.core.cases.settling import foreseen  # slow import: scipy

    with snapshot.connect() as con:
        if rules != DEFAULT:
            show(snapshot, con, rules)
        return foreseen(con, rules.window_days)
