"""Which rows are one contact: a call's id is not always its own, and not always its only one.

Before stays are judged, each row is given the id of its contact in `callid`; `call_id` keeps the id under
which the phone system wrote it.
"""

from duckdb import DuckDBPyConnection

from willet.core.sources.asterisk.ids.again import split_calls
from willet.core.sources.asterisk.ids.consulting import find_consults
from willet.core.sources.asterisk.ids.handed_back import give_back
from willet.core.sources.asterisk.ids.handing_on import join_calls
from willet.core.sources.asterisk.ids.overlapping import part_overlapping
from willet.core.sources.contract import ReadOptions

__all__ = ["settle_ids"]


def settle_ids(con: DuckDBPyConnection, options: ReadOptions) -> None:
    """Part calls that share an id, then put together what is one call under several; expects gathered calls."""
    con.execute("ALTER TABLE landed ADD COLUMN call_id VARCHAR")
    part_overlapping(con)
    split_calls(con)
    give_back(con)
    find_consults(con, options)
    join_calls(con)
