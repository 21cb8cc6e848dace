"""Which customer each contact is of: an id, else a number or an address, merged where contacts carry two.

The rules, from strongest to weakest:

- Two customer ids are two customers, whatever number or address they share.
- A number or address seen with one id belongs to that customer, so a call without the id is theirs too.
- Seen with two or three ids it is a household's: it stays an identity of its own and joins nobody.
- Seen with more it is an office's or a switchboard's: a contact that shows only it is of nobody known.
- Numbers and addresses without any id are one customer when contacts carry both, unless one of them
  was seen with more than three of the other.
"""

import numpy as np
from duckdb import DuckDBPyConnection

HOUSEHOLD = 3
"""With how many customers a number or address may be seen before it names nobody."""

ALONE = """
CREATE OR REPLACE TEMP VIEW people AS
SELECT contact_id, customer_key AS person, identity, arrived_at FROM contacts
"""

PAIRS = """
CREATE OR REPLACE TEMP TABLE pairs AS
SELECT DISTINCT id_key AS id, number_key AS key, NULL::UBIGINT AS other FROM {rows}
    WHERE id_key IS NOT NULL AND number_key IS NOT NULL
UNION SELECT DISTINCT id_key, email_key, NULL FROM {rows}
    WHERE id_key IS NOT NULL AND email_key IS NOT NULL
UNION SELECT DISTINCT NULL::UBIGINT, number_key, email_key FROM {rows}
    WHERE number_key IS NOT NULL AND email_key IS NOT NULL
"""
"""Every two keys that one contact carried."""

OWNERS = f"""
CREATE OR REPLACE TEMP TABLE owners AS
SELECT key, CASE WHEN count(*) = 1 THEN min(id) WHEN count(*) <= {HOUSEHOLD} THEN key END AS person,
    count(*) = 1 AS owned
FROM pairs WHERE id IS NOT NULL GROUP BY key
"""

WEAK = f"""
WITH paired AS (SELECT key AS number, other AS email FROM pairs WHERE other IS NOT NULL),
    crowded AS (
        SELECT number AS key FROM paired GROUP BY number HAVING count(*) > {HOUSEHOLD}
        UNION SELECT email FROM paired GROUP BY email HAVING count(*) > {HOUSEHOLD}
        UNION SELECT key FROM owners WHERE NOT owned
    )
SELECT number, email FROM paired
ANTI JOIN crowded ON crowded.key = number ANTI JOIN crowded AS other ON other.key = email
ORDER BY number, email
"""
"""Pairs of a number and an address, neither of which is shared, so that they may be one customer."""

KNOWN_AS = f"""
CREATE OR REPLACE TEMP TABLE known_as AS
WITH grouped AS (
    SELECT g.key, CASE t.ids WHEN 0 THEN t.smallest WHEN 1 THEN t.id ELSE g.key END AS person
    FROM groups g JOIN (
        SELECT g.grp, count(DISTINCT o.person) AS ids, min(o.person) AS id, min(g.key) AS smallest
        FROM groups g LEFT JOIN owners o ON o.key = g.key AND o.owned GROUP BY g.grp
    ) t ON t.grp = g.grp
), crowded AS (
    SELECT key FROM pairs WHERE other IS NOT NULL GROUP BY key HAVING count(*) > {HOUSEHOLD}
    UNION SELECT other FROM pairs WHERE other IS NOT NULL GROUP BY other HAVING count(*) > {HOUSEHOLD}
)
SELECT key, person, TRUE AS told FROM owners
UNION ALL SELECT key, person, TRUE FROM grouped ANTI JOIN owners USING (key)
UNION ALL SELECT key, NULL, TRUE FROM crowded ANTI JOIN owners USING (key)
"""
"""What each number or address stands for: a customer, itself, or (NULL) too many to say."""

NAMED = """
WITH named AS (
    SELECT c.contact_id, c.arrived_at, c.identity AS kind, n.told OR e.told AS told, coalesce(
        c.id_key,
        CASE WHEN n.told THEN n.person ELSE c.number_key END,
        CASE WHEN e.told THEN e.person ELSE c.email_key END,
        CASE WHEN c.number_key IS NULL AND c.email_key IS NULL THEN c.customer_key END
    ) AS person
    FROM {contacts} c
    LEFT JOIN known_as n ON n.key = c.number_key
    LEFT JOIN known_as e ON e.key = c.email_key
)
SELECT contact_id, person, CASE WHEN person IS NULL AND told THEN 'shared' ELSE kind END AS identity, arrived_at
FROM named
"""
"""Contacts with their customer, by what is known of their keys."""


def recognise(con: DuckDBPyConnection) -> bool:
    """Make the temp relation `people`: for each contact the key of its customer, and what it rests on.

    Returns:
        Whether any contact carried two identities, so that `known_as` and `owners` say more than the keys themselves.
    """
    merged = know(con, "contacts")
    named = f"TABLE people AS {NAMED.format(contacts='contacts')}"
    con.execute(f"CREATE OR REPLACE TEMP {named}" if merged else ALONE)
    return merged


def know(con: DuckDBPyConnection, rows: str) -> bool:
    """Make the temp table `known_as` of the keys that rows carried together. Says whether any carried two."""
    con.execute(PAIRS.format(rows=rows))
    con.execute(OWNERS)
    _group(con)
    con.execute(KNOWN_AS)
    return bool(con.execute("SELECT count(*) FROM pairs").fetchall()[0][0])


def _group(con: DuckDBPyConnection) -> None:
    from scipy.sparse import coo_array  # slow import: who only asks links nobody
    from scipy.sparse.csgraph import connected_components  # slow import: with the one above

    columns = con.execute(WEAK).fetchnumpy()
    numbers, emails = (
        np.ma.getdata(columns[name]).astype(np.uint64) for name in ("number", "email")
    )
    keys, place = np.unique(np.concatenate([numbers, emails]), return_inverse=True)
    ends = place[: len(numbers)], place[len(numbers) :]
    graph = coo_array((np.ones(len(numbers), np.int8), ends), shape=(len(keys), len(keys)))
    _, group = connected_components(graph, directed=False)
    con.register("grouping", {"key": keys, "grp": group.astype(np.int64)})
    con.execute(
        "CREATE OR REPLACE TEMP TABLE groups AS SELECT key::UBIGINT AS key, grp FROM grouping"
    )
    con.unregister("grouping")
