"""Metrics of which no source in the selection can tell, though their own table has no row to show it.

A source that knows contacts and no visits leaves the table of visits empty: nothing in it says whose silence that is.
"""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from willet.core.metrics import Compiled, Question
from willet.core.metrics.compiler import rows_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.render import Renderer
from willet.core.records import TABLES, RequestError


def unheard(
    con: DuckDBPyConnection, question: Question, compiled: Sequence[Compiled]
) -> Mapping[str, str]:
    """Metric -> a source that cannot tell it, where every contact of the selection is of such a source."""
    silence = {
        m: why for c in compiled if c.table != "contacts" for m, why in c.silence.items() if why
    }
    result = _sources(con, question) if silence else set()
    return {m: min(result) for m, why in silence.items() if result and result <= set(why)}


def _sources(con: DuckDBPyConnection, question: Question) -> set[str]:
    """The sources of the contacts selected; none where the filter asks for what contacts do not have."""
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    try:
        rows = rows_sql(question, TABLES["contacts"].name, renderer)
    except RequestError:
        return set()
    sources = con.execute(f"SELECT DISTINCT source {rows}", dict(renderer.bound)).fetchall()
    return {source for (source,) in sources}
