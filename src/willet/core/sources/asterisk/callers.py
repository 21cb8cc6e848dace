"""The numbers of callers and called, each made a key before anything lands."""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.fields import FIELDS
from willet.core.sources.contract import ReadOptions
from willet.core.sources.kit.people import make_numbers

CALLERS = "asterisk_callers"

_DISTINCT = f"""
    SELECT DISTINCT CASE e.number WHEN 1 THEN f.d1 ELSE f.d2 END AS text
    FROM {FIELDS} f JOIN asterisk_events e ON e.name = f.event AND e.variant = '' AND e.number > 0
    WHERE CASE e.number WHEN 1 THEN f.d1 ELSE f.d2 END <> ''
"""


def make_callers_table(con: DuckDBPyConnection, options: ReadOptions) -> None:
    """The temp table (text, key, identity) of every distinct number as written.

    An empty field is no statement that the number was withheld: a phone without a number looks the same.
    """
    texts = [text for (text,) in con.execute(_DISTINCT).fetchall()]
    make_numbers(con, CALLERS, texts, options)
