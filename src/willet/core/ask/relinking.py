"""The cases that a question sees: the stored ones, or those linked under its own rules while a state is held."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from weakref import WeakKeyDictionary

from duckdb import DuckDBPyConnection

from willet.core.cases import DEFAULT, Rules, rules_of
from willet.core.cases.swap import DERIVED
from willet.core.cases.whole import link_whole
from willet.core.lake import Snapshot
from willet.core.lake.seen import HORIZON_DAYS
from willet.core.metrics import Question

KEPT = 3
"""Linkings kept for one state of the lake: each is as large as the stored cases and links."""

_LOCK = Lock()
_LEARNED: "WeakKeyDictionary[Snapshot, OrderedDict[Rules, str]]" = WeakKeyDictionary()

Relink = Callable[[Snapshot, DuckDBPyConnection], None]


def relinking(question: Question) -> Relink | None:
    """What shows a connection the cases under the rules of a question; None where the stored ones serve."""
    metrics = [question.metric(name) for name in question.metrics]
    if not any("window_days" in metric.parameters for metric in metrics):
        return None
    rules = rules_of(question)
    longer = rules.window_days > HORIZON_DAYS
    if rules == DEFAULT or not any(metric.linked_by or longer for metric in metrics):
        return None
    return lambda snapshot, con: show(snapshot, con, rules)


def show(snapshot: Snapshot, con: DuckDBPyConnection, rules: Rules) -> None:
    """Let `cases` and `links` of this connection be those under the rules, not the stored ones."""
    with _LOCK:
        result = _LEARNED.setdefault(snapshot, OrderedDict())
        if rules not in result:
            result[rules] = link_whole(snapshot.layout, con, rules)
        result.move_to_end(rules)
        while len(result) > KEPT:
            _, mark = result.popitem(last=False)
            for table in DERIVED:
                con.execute(f"DROP TABLE {mark}_{table}")
    for table in DERIVED:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM {result[rules]}_{table}")
