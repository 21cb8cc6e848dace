"""What an import changed in whom a number or an address stands for: looked at from the keys it brought, no farther.

What a key stands for hangs on the contacts that carried it, and on those of keys that are one customer with it. So the
keys of changed contacts are looked up, and from those that may name a customer the keys carried beside them, until
none is left. What they stood for before is told by the same contacts as they were.
"""

from datetime import datetime

from duckdb import DuckDBPyConnection

from willet.core.cases.people import HOUSEHOLD, know

ASKED = """
CREATE OR REPLACE TEMP TABLE asked AS
SELECT DISTINCT unnest([number_key, email_key]) AS key, 0 AS round FROM changed_contacts
    WHERE number_key IS NOT NULL OR email_key IS NOT NULL;
DELETE FROM asked WHERE key IS NULL;
CREATE OR REPLACE TEMP TABLE carried (
    id_key UBIGINT, number_key UBIGINT, email_key UBIGINT, now BIGINT, before BIGINT, since TIMESTAMP
)
"""

LOOK_UP = """
INSERT INTO carried
SELECT id_key, number_key, email_key, count(*), count(*), min(arrived_at) FROM (
    SELECT id_key, number_key, email_key, arrived_at FROM contacts SEMI JOIN {these} ON number_key = key
    UNION ALL
    SELECT id_key, number_key, email_key, arrived_at FROM contacts SEMI JOIN {these} ON email_key = key
        ANTI JOIN {these} ON number_key = key
) ANTI JOIN {earlier} ON number_key = key ANTI JOIN {earlier} ON email_key = key
GROUP BY ALL
"""
"""The keys of every contact that carries one of this round, and none of an earlier."""

AS_IT_WAS = """
CREATE OR REPLACE TEMP TABLE carried AS
SELECT id_key, number_key, email_key, sum(now) AS now, sum(before) AS before, min(since) AS since FROM (
    FROM carried UNION ALL
    SELECT id_key, number_key, email_key, 0, CASE WHEN was THEN 1 ELSE -1 END, arrived_at FROM changed_contacts
        WHERE number_key IS NOT NULL OR email_key IS NOT NULL
) GROUP BY ALL
"""

BESIDE = f"""
INSERT INTO asked SELECT key, {{round}} FROM (
    WITH paired AS (
        SELECT DISTINCT number_key, email_key FROM carried WHERE number_key IS NOT NULL AND email_key IS NOT NULL
    ),
    few AS (
        SELECT number_key AS key FROM paired GROUP BY 1 HAVING count(*) <= {HOUSEHOLD}
        UNION SELECT email_key FROM paired GROUP BY 1 HAVING count(*) <= {HOUSEHOLD}
        UNION SELECT key FROM asked WHERE round = 0
    ), bridges AS (SELECT key FROM asked SEMI JOIN few USING (key) WHERE round = {{round}} - 1)
    SELECT email_key AS key FROM paired SEMI JOIN bridges ON number_key = key
    UNION SELECT number_key FROM paired SEMI JOIN bridges ON email_key = key
) ANTI JOIN asked USING (key)
"""
"""The next keys: those beside one of the last round, unless that was carried with too many to be anybody's."""

RENAMED = """
CREATE OR REPLACE TEMP TABLE renamed_keys AS
SELECT a.key FROM asked a LEFT JOIN known_then t ON t.key = a.key LEFT JOIN known_as n ON n.key = a.key
WHERE t.person IS DISTINCT FROM n.person OR t.told IS DISTINCT FROM n.told
"""

SINCE = """
SELECT min(since) FROM carried
WHERE before > 0 AND (number_key IN (FROM renamed_keys) OR email_key IN (FROM renamed_keys))
"""


def renames(con: DuckDBPyConnection) -> datetime | None:
    """Make the temp tables `known_as`, right for the keys of changed contacts, and `renamed_keys`.

    The latter are those that stand for somebody else than before. Returns when the earliest contact came that
    carried one before; None if none did.
    """
    con.execute(ASKED)
    rounds = 0
    while _count(con, f"asked WHERE round = {rounds}"):
        these, earlier = (f"(SELECT key FROM asked WHERE round {of} {rounds})" for of in ("=", "<"))
        con.execute(LOOK_UP.format(these=these, earlier=earlier))
        if rounds == 0:
            con.execute(AS_IT_WAS)
        rounds += 1
        con.execute(BESIDE.format(round=rounds))
    know(con, "(FROM carried WHERE before > 0)")
    con.execute("CREATE OR REPLACE TEMP TABLE known_then AS SELECT * FROM known_as")
    know(con, "(FROM carried WHERE now > 0)")
    con.execute(RENAMED)
    since: datetime | None = con.execute(SINCE).fetchall()[0][0]
    return since


def _count(con: DuckDBPyConnection, rows: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {rows}").fetchall()[0][0])
