"""Whom an erasure or an export means: from a number, an address or an id to all keys of that customer."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from willet.core.cases.people import recognise
from willet.core.lake import Lake
from willet.core.records import RequestError, saying
from willet.core.sources.identity import email_key, id_key, keyed, normalised_number

ONE_OF = saying(
    "one_way_to_name",
    "Name one of: a number, a mail address, a customer id, an agent.",
)
NO_NUMBER = saying(
    "not_a_number",
    "%(value)s is no phone number. Write it with its country, as +31612345678, or name the country with --region.",
)
NO_ADDRESS = saying("not_an_address", "%(value)s is no mail address. Write it as ann@example.org.")


@dataclass(frozen=True, slots=True)
class SoughtPerson:
    """Somebody, by exactly one of the names they go by. `region` is the country of a national number."""

    number: str = ""
    mail: str = ""
    id: str = ""
    agent: str = ""
    region: str | None = None
    also: tuple[str, ...] = ()
    """Further names of the agent, as rooms know them."""

    def __post_init__(self) -> None:
        given = [v for v in (self.number, self.mail, self.id, self.agent) if v.strip()]
        if len(given) != 1:
            raise RequestError(ONE_OF())


def key_of(person: SoughtPerson, key: bytes, region: str | None) -> int:
    """The key under which the lake knows a customer by this name.

    Raises:
        RequestError: the number or address is none.
    """
    if person.id:
        return id_key(person.id, key)
    if person.mail:
        if "@" not in person.mail:
            raise RequestError(NO_ADDRESS(value=repr(person.mail)))
        return email_key(person.mail, key)
    number = normalised_number(person.number, person.region or region)
    if number is None or number.startswith("raw:"):
        raise RequestError(NO_NUMBER(value=repr(person.number)))
    return keyed(f"number:{number}", key)


def keys_of(con: DuckDBPyConnection, lake: Lake, person: SoughtPerson) -> tuple[set[int], set[int]]:
    """All keys that are this customer's alone, and those they share with others of which only the key itself is meant.

    A number seen with one id is that customer's, and all else of theirs goes with it; one seen with several ids is a
    household's or an office's: it is no one customer, and their other keys stay.
    """
    key = key_of(person, lake.key(), lake.region)
    if not recognise(con):
        return {key}, set()
    row = con.execute("SELECT person FROM known_as WHERE key = ?", [key]).fetchone()
    shared = con.execute("SELECT 1 FROM owners WHERE key = ? AND NOT owned", [key]).fetchone()
    if shared or (row and row[0] is None):
        return set(), {key}
    customer = int(row[0]) if row else key
    known = con.execute("SELECT key FROM known_as WHERE person = ?", [customer]).fetchall()
    return {key, customer, *(int(k) for (k,) in known)}, set()
