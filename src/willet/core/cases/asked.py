"""Cases under the rules of one question: linked when asked, kept while the state of the lake is held."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from weakref import WeakKeyDictionary

from duckdb import DuckDBPyConnection

from willet.core.cases.assemble import assemble
from willet.core.cases.frame import keep, sequence_of
from willet.core.cases.linking import neighbours, places
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT, HORIZON_DAYS, Link, Rules, Topic
from willet.core.cases.span import span_of
from willet.core.cases.swap import DERIVED
from willet.core.lake import Snapshot
from willet.core.lake.settings import read_settings
from willet.core.metrics import Question

KEPT = 3
"""Linkings kept for one state of the lake: each is as large as the stored cases and links."""

_LOCK = Lock()
_MADE: "WeakKeyDictionary[Snapshot, OrderedDict[Rules, str]]" = WeakKeyDictionary()

Relink = Callable[[Snapshot, DuckDBPyConnection], None]


def relinking(question: Question) -> Relink | None:
    """What shows a connection the cases under the rules of a question; None where the stored ones serve."""
    rules = rules_of(question)
    metrics = [question.metric(name) for name in question.metrics]
    if rules == DEFAULT or not any(
        m.linked_by or rules.window_days > HORIZON_DAYS for m in metrics
    ):
        return None
    return lambda snapshot, con: show(snapshot, con, rules)


def rules_of(question: Question) -> Rules:
    """The rules that a question's parameters spell, defaults filled in.

    Raises:
        RequestError: one of them cannot be.
    """
    values = question.parameters()
    link: Link = "fixed" if values["link"] == "fixed" else "chain"
    topics: dict[object, Topic] = {"required": "required", "ignored": "ignored"}
    return Rules(float(values["window_days"]), link, topics.get(values["topic"], "if_known"))


def show(snapshot: Snapshot, con: DuckDBPyConnection, rules: Rules) -> None:
    """Let `cases` and `links` of this connection be those under the rules, not the stored ones."""
    with _LOCK:
        made = _MADE.setdefault(snapshot, OrderedDict())
        if rules not in made:
            made[rules] = _make(snapshot, con, rules)
        made.move_to_end(rules)
        while len(made) > KEPT:
            _, mark = made.popitem(last=False)
            for table in DERIVED:
                con.execute(f"DROP TABLE {mark}_{table}")
    for table in DERIVED:
        con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM {made[rules]}_{table}")


def link_anew(snapshot: Snapshot, engine: DuckDBPyConnection) -> None:
    """Let `cases` and `links` of all connections of an engine be those the default rules make of it today."""
    mark = _make(snapshot, engine, DEFAULT)
    for table in DERIVED:
        engine.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {mark}_{table}")


def _make(snapshot: Snapshot, con: DuckDBPyConnection, rules: Rules) -> str:
    """Link the whole lake into tables that every connection of the snapshot sees, and say their name."""
    mark = f"linked_{rules.window_us}_{rules.link}_{rules.topic}"
    recognise(con)
    con.execute("CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts")
    sequence = sequence_of(con)
    near = neighbours(sequence)
    keep(con, sequence, near, rules, places(sequence, near[rules.topic], rules))
    span = span_of(con, read_settings(snapshot.layout).zone)
    assemble(con, rules, span, kept_as=mark)
    return mark
