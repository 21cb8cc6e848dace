"""Which files may name some ids, by the least and the greatest id that each tells of at its end; none is read whole.

Ids that rise with time, as those of most phone systems do, then cost as much in a lake's fifth year as in its first.
"""

from collections.abc import Collection
from pathlib import Path

from duckdb import DuckDBPyConnection

# The next id from a file's least one on tells enough: a pair for every file and id would be too many to look at.
RULED_OUT = """
WITH ends AS (
    SELECT file_name, min(stats_min_value) AS low, max(stats_max_value) AS high,
        bool_and(stats_min_value IS NOT NULL AND stats_max_value IS NOT NULL
            AND min_is_exact IS DISTINCT FROM FALSE AND max_is_exact IS DISTINCT FROM FALSE) AS known
    FROM parquet_metadata($paths) WHERE path_in_schema = $column GROUP BY file_name
)
SELECT file_name FROM ends ASOF LEFT JOIN ({ids}) i ON i.id >= ends.low
WHERE known AND (i.id IS NULL OR i.id > ends.high)
"""


def may_name(con: DuckDBPyConnection, files: Collection[Path], column: str, ids: str) -> list[Path]:
    """The files of which a text column may hold one of these ids: SQL of one column `id`.

    A file that does not tell what it holds is among them.
    """
    if not files:
        return []
    paths = [str(file) for file in files]
    rows = con.execute(RULED_OUT.format(ids=ids), {"paths": paths, "column": column}).fetchall()
    out = {Path(path) for (path,) in rows}
    return [file for file in files if file not in out]
