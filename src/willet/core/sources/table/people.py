"""Customers of a batch as keyed hashes: each distinct text is hashed once, none is kept."""

from collections.abc import Callable, Sequence

from duckdb import DuckDBPyConnection

from willet.core.sources.identity import Caller, callers, email_key, id_key, is_withheld
from willet.core.sources.kit.people import make_people
from willet.core.sources.table.slots import Slot
from willet.core.sources.table.steps import PLACED

Callers = dict[str, Caller]
KEPT_TEXTS = "kept_texts"
PEOPLE = ("customer_id", "customer_number", "customer_email")


def hash_people(
    con: DuckDBPyConnection, slots: tuple[Slot, ...], key: bytes, region: str | None
) -> None:
    """Make a temp table `table_<field>` (text, key, identity) for each kind of customer field."""
    makers: dict[str, Callable[[list[str]], Callers]] = {
        "customer_id": lambda texts: _named(texts, "customer_id", lambda text: id_key(text, key)),
        "customer_number": lambda texts: callers(texts, key, region),
        "customer_email": lambda texts: _named(texts, "email", lambda text: email_key(text, key)),
    }
    for name in PEOPLE:
        texts = _distinct(con, value_of(name, slots))
        make_people(con, f"table_{name}", makers[name](texts))


def value_of(name: str, slots: tuple[Slot, ...]) -> str:
    """SQL: the first known value among the slots of a field; NULL where the mapping leaves it out."""
    values = [f"v_{slot.name}" for slot in slots if slot.field.name == name and slot.own]
    return f"coalesce({', '.join(values)})" if values else "NULL"


def _named(texts: list[str], identity: str, key_of: Callable[[str], int]) -> Callers:
    """Whom the texts name; an id or address that says *anonymous* is nobody's, not everybody's."""
    hidden = Caller(identity="withheld")
    return {text: hidden if is_withheld(text) else Caller(key_of(text), identity) for text in texts}


def _distinct(con: DuckDBPyConnection, value: str) -> list[str]:
    if value == "NULL":
        return []
    query = f"SELECT DISTINCT {value} AS t FROM {PLACED} WHERE t IS NOT NULL"
    return [text for (text,) in con.execute(query).fetchall()]


def note_texts(con: DuckDBPyConnection, keep: Sequence[str]) -> None:
    """Note the texts behind the keys of this batch, of the kinds that are to be kept beside the lake."""
    con.execute(
        f"CREATE TEMP TABLE IF NOT EXISTS {KEPT_TEXTS} (kind VARCHAR, key UBIGINT, text VARCHAR)"
    )
    for kind in keep:
        con.execute(
            f"INSERT INTO {KEPT_TEXTS} SELECT ?, key, text FROM table_customer_{kind} WHERE key IS NOT NULL",
            [kind],
        )
