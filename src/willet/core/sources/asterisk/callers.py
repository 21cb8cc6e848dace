"""The numbers of callers and called, each made a key before anything lands."""

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.fields import FIELDS
from willet.core.sources.contract import ReadOptions
from willet.core.sources.identity import callers

CALLERS = "asterisk_callers"

_DISTINCT = f"""
    SELECT DISTINCT CASE e.number WHEN 1 THEN f.d1 ELSE f.d2 END AS number_text
    FROM {FIELDS} f JOIN asterisk_events e ON e.name = f.event AND e.variant = '' AND e.number > 0
    WHERE CASE e.number WHEN 1 THEN f.d1 ELSE f.d2 END <> ''
"""


def make_callers_table(con: DuckDBPyConnection, options: ReadOptions) -> None:
    """The temp table of every distinct number as written, with its key and what the key was made of.

    An empty field is no statement that the number was withheld: a phone without a number looks the same.
    """
    texts = [row[0] for row in con.execute(_DISTINCT).fetchall()]
    named = callers(texts or [""], options.customer_key, options.region)
    told = {
        "number_text": np.array(list(named), dtype=object),
        "number_key": np.array([c.key or 0 for c in named.values()], dtype=np.uint64),
        "known": np.array([c.key is not None for c in named.values()], dtype=bool),
        "identity": np.array([c.identity or "" for c in named.values()], dtype=object),
    }
    con.register("asterisk_told_numbers", told)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {CALLERS} AS SELECT number_text, "
        "CASE WHEN known THEN number_key END AS number_key, "
        "NULLIF(identity, '') AS identity "
        "FROM asterisk_told_numbers WHERE number_text <> ''"
    )
    con.unregister("asterisk_told_numbers")
