"""What a mapping says is to be kept of customers, of those rows that are to land: for the vault, never for the lake."""

from duckdb import DuckDBPyConnection

from willet.core.sources import Landing
from willet.core.sources.contract import KeptPerson
from willet.core.sources.identity import folded_address, normalised_number

_PEOPLE = """
    WITH texts AS (SELECT kind, key, max(text) AS text FROM kept_texts GROUP BY kind, key)
    SELECT customer_key, arg_max(n.text, arrived_at), arg_max(e.text, arrived_at), min(local_date), max(local_date)
    FROM landed LEFT JOIN texts n ON n.kind = 'number' AND n.key = number_key
    LEFT JOIN texts e ON e.kind = 'email' AND e.key = email_key
    WHERE customer_key IS NOT NULL AND (n.text IS NOT NULL OR e.text IS NOT NULL)
    GROUP BY customer_key ORDER BY customer_key
"""


def kept_people(con: DuckDBPyConnection, landing: Landing) -> list[KeptPerson]:
    """Everybody to be kept, by the rows now in `landed`: whoever was erased has no key there any more."""
    if not landing.kept_on:
        return []
    return [
        KeptPerson(
            key, _number(number, landing.kept_region), _mail(mail), landing.kept_on, first, last
        )
        for key, number, mail, first, last in con.execute(_PEOPLE).fetchall()
    ]


def _number(text: str | None, region: str | None) -> str:
    return (normalised_number(text, region) or "") if text else ""


def _mail(text: str | None) -> str:
    return folded_address(text) if text else ""
