"""The whole lake linked in memory, beside what is stored: by other rules, or for a lake of an earlier Willet."""

from duckdb import DuckDBPyConnection

from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT, Rules
from willet.core.cases.span import span_of
from willet.core.cases.swap import DERIVED
from willet.core.lake import Snapshot
from willet.core.lake.settings import read_settings


def link_whole(snapshot: Snapshot, con: DuckDBPyConnection, rules: Rules) -> str:
    """Link the whole lake into tables that every connection of the snapshot sees, and say their name."""
    mark = f"linked_{rules.window_us}_{rules.link}_{rules.topic}"
    recognise(con)
    con.execute("CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts")
    span = span_of(con, read_settings(snapshot.layout).zone)
    build(con, rules, span, kept_as=mark)
    return mark


def link_anew(snapshot: Snapshot, engine: DuckDBPyConnection) -> None:
    """Let `cases` and `links` of all connections of an engine be those the default rules make of it today."""
    mark = link_whole(snapshot, engine, DEFAULT)
    for table in DERIVED:
        engine.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {mark}_{table}")
