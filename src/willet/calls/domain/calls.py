"""The calls behind a number: found, counted, sorted and cut into pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import overload

from willet.core.cases.within import rows_within
from willet.core.metrics import Behind
from willet.figures.domain.asking import Reading
from willet.figures.domain.questions import question_of
from willet.figures.domain.selection import Selection

PER_PAGE = 50
MOST_OF_A_CASE = 200
SORTS: Mapping[str, str] = {
    "arrived": "arrived_at",
    "queue": "queue",
    "agent": "agent",
    "topic": "topic",
    "channel": "channel",
    "wait": "wait_s",
    "talk": "talk_s",
    "outcome": "outcome",
}
NEWEST_FIRST = "-arrived"


def short_name(customer_key: int) -> str:
    """A short name for a customer that says nothing about who it is.

    >>> short_name(0x1F2E3D4C5B6A7988)
    '1f2e3d4c'
    """
    return f"{customer_key:016x}"[:8]


@dataclass(frozen=True, slots=True)
class Call:
    """One contact as a list shows it; durations in seconds, `arrived_at` in UTC, None is not known."""

    contact_id: str
    arrived_at: datetime
    queue: str | None
    agent: str | None
    team: str | None
    topic: str | None
    channel: str | None
    direction: str | None
    language: str | None
    outcome: str | None
    ended_by: str | None
    disposition: str | None
    cause: str | None
    transfers: int | None
    wait_s: float | None
    ring_s: float | None
    talk_s: float | None
    hold_s: float | None
    acw_s: float | None
    ivr_s: float | None
    resolved: bool | None
    customer_key: int | None

    @property
    def customer(self) -> str | None:
        """A short name for the customer that says nothing about who it is; equal for equal customers."""
        return None if self.customer_key is None else short_name(self.customer_key)


_COLUMNS = ", ".join(f.name for f in fields(Call))


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for: a selection, and the calls behind a number if it came from one."""

    selection: Selection
    behind: Behind | None = None
    sort: str = NEWEST_FIRST

    @property
    def order(self) -> str:
        """ORDER BY: unknown values last either way, ties by id so that pages never overlap."""
        column = SORTS.get(self.sort.lstrip("-"), "arrived_at")
        way = "desc" if self.sort.startswith("-") else "asc"
        return f"{column} {way} nulls last, contact_id"


def count_calls(reading: Reading, search: Search) -> int:
    """How many calls open to the reader the search finds."""
    calls, params = _matching_sql(search)
    return int(reading.rows(f"select count(*) {calls}", params)[0][0])


def find_calls(
    reading: Reading, search: Search, *, limit: int | None = PER_PAGE, offset: int = 0
) -> list[Call]:
    """The calls open to the reader that the search finds, in its order."""
    calls, params = _matching_sql(search)
    cut = "" if limit is None else f" limit {int(limit)} offset {int(offset)}"
    sql = f"select {_COLUMNS} {calls} order by {search.order}{cut}"
    return [Call(*row) for row in reading.rows(sql, params)]


class CallPage(Sequence[Call]):
    """The calls of a search as a sequence that is counted and cut in the lake, for a paginator."""

    def __init__(self, reading: Reading, search: Search) -> None:
        self.reading, self.search = reading, search

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        return count_calls(self.reading, self.search)

    @overload
    def __getitem__(self, place: int) -> Call: ...

    @overload
    def __getitem__(self, place: slice) -> list[Call]: ...

    def __getitem__(self, place: int | slice) -> Call | list[Call]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        first, last, _step = place.indices(len(self))
        return find_calls(self.reading, self.search, limit=max(0, last - first), offset=first)


_KNOWN_AS = """
    select contact_id from call_ids where leg is null and source || ':' || call_id = $contact_id
        and $contact_id not in (select contact_id from contacts)
    order by arrived_at limit 1
"""
"""The contact that a call became part of, where it is none itself."""


def call_named(reading: Reading, contact_id: str) -> Call | None:
    """One call, or None if none of that name is open to the reader.

    A name that it had before it became part of another contact, or that its phone system gave it, finds it too.
    """
    params = {"contact_id": contact_id}
    sql = f"select {_COLUMNS} from contacts where contact_id = $contact_id"
    if rows := reading.rows(sql, params):
        return Call(*rows[0])
    known = reading.whole.rows(_KNOWN_AS, params)
    return call_named(reading, known[0][0]) if known else None


def calls_named(reading: Reading, contact_ids: Sequence[str]) -> list[Call]:
    """The calls of these names that are open to the reader, the newest first."""
    sql = (
        f"select {_COLUMNS} from contacts where list_contains($ids, contact_id) "
        "order by arrived_at desc nulls last, contact_id"
    )
    return [Call(*row) for row in reading.rows(sql, {"ids": list(contact_ids)})]


def find_calls_of_customer(reading: Reading, customer_key: int, *, limit: int) -> list[Call]:
    """The newest calls of one customer that are open to the reader."""
    sql = (
        f"select {_COLUMNS} from contacts where $customer_key in (customer_key, number_key, email_key) "
        f"order by arrived_at desc, contact_id limit {int(limit)}"
    )
    return [Call(*row) for row in reading.rows(sql, {"customer_key": customer_key})]


def find_calls_of_case(reading: Reading, case_id: str) -> list[Call]:
    """Every contact of one case, open or not, oldest first; a case of hundreds is a test line and is cut."""
    sql = (
        f"select {_COLUMNS} from contacts where contact_id in "
        "(select contact_id from links where case_id = $case_id) "
        f"order by arrived_at, contact_id limit {MOST_OF_A_CASE}"
    )
    return [Call(*row) for row in reading.whole.rows(sql, {"case_id": case_id})]


def _matching_sql(search: Search) -> tuple[str, Mapping[str, object]]:
    """`FROM contacts WHERE ...` for what is looked for, and what it binds."""
    if search.behind is not None:
        inside = f"contact_id in (select contact_id from ({search.behind.sql}))"
        return f"from contacts where {inside}", search.behind.parameters
    return rows_within(question_of(["received"], search.selection), "contacts")
