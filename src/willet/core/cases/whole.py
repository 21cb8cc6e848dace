"""The whole lake linked in memory, beside what is stored: by other rules, or for a lake of an earlier Willet."""

from duckdb import DuckDBPyConnection

from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT, Rules
from willet.core.cases.span import span_of
from willet.core.cases.swap import DERIVED
from willet.core.lake.layout import Layout
from willet.core.lake.settings import read_settings


def link_whole(layout: Layout, con: DuckDBPyConnection, rules: Rules) -> str:
    """Link the whole lake into tables that every connection of the engine sees, and say their name."""
    mark = f"linked_{rules.window_us}_{rules.link}_{rules.topic}"
    recognise(con)
    con.execute("CREATE OR REPLACE TEMP VIEW scope AS SELECT * FROM contacts")
    span = span_of(con, read_settings(layout).zone)
    build(con, rules, span, kept_as=mark)
    return mark


def link_anew(layout: Layout, engine: DuckDBPyConnection) -> None:
    """Let `cases` and `links` of all connections of an engine be those the default rules make of it today."""
    mark = link_whole(layout, engine, DEFAULT)
    for table in DERIVED:
        engine.execute(f"CREATE OR REPLACE VIEW {table} AS SELECT * FROM {mark}_{table}")
