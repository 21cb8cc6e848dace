"""What to doubt in cases: evidence that contradicts itself, ids that span customers, test lines, odd clocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duckdb import DuckDBPyConnection

from willet.core.cases.directions import INBOUND
from willet.core.cases.within import EVERYTHING, rows_within
from willet.core.metrics import Condition, Question, among, contrary, either, unknown

CONTRADICTORY = (
    "(by_customer OR by_no_repeat OR by_audit OR by_disposition) "
    "AND NOT (by_customer AND by_no_repeat AND by_audit AND by_disposition)"
)
"""One kind of evidence says solved and another not; never true where fewer than two speak."""

RECEIVED = INBOUND
ONLY_SILENCE = (
    f"{CONTRADICTORY} AND by_no_repeat AND NOT coalesce(by_customer, FALSE) "
    "AND NOT coalesce(by_audit, FALSE) AND NOT coalesce(by_disposition, FALSE)"
)
"""Contradictory evidence of which the only yes is that nobody came back."""
DOUBTED: Mapping[str, str] = {
    "contradictory": CONTRADICTORY,
    "only_silence": ONLY_SILENCE,
    "spanning": "customers > 1",
    "never_reached": "matured AND opening_seen AND lost",
}
"""What may be the matter with a received case, and when it is; the last is `never_reached` of the catalogue."""

MANY, FACTOR, SHARE = 100, 10, 0.999
"""A customer is busy above `MANY` contacts and above `FACTOR` times what all but one in a thousand stay below."""

BUSY = f"""
WITH each AS (
    SELECT customer_key, count(*) AS contacts, min(local_date) AS first_day,
        max(local_date) AS last_day, arg_max(case_id, case_contacts) AS longest_case
    FROM links WHERE customer_key IS NOT NULL AND {INBOUND}
    GROUP BY customer_key
)
SELECT customer_key, contacts, first_day, last_day, longest_case FROM each
WHERE contacts > greatest({MANY}, {FACTOR} * coalesce(
    (SELECT quantile_disc(contacts, {SHARE}) FROM each WHERE contacts <= {MANY}), 0))
ORDER BY contacts DESC, customer_key
"""

CLOCK_NOTES = """
SELECT clock_note, count(*), min(local_date), max(local_date) {rows}
GROUP BY clock_note ORDER BY clock_note
"""


@dataclass(frozen=True, slots=True)
class Busy:
    """A customer with more contacts than a person has; `longest_case` is the one with the most of them."""

    customer_key: int
    contacts: int
    first_day: date
    last_day: date
    longest_case: str


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What an importer noted on the clock of some contacts, on how many, and from which day to which."""

    note: str
    contacts: int
    first_day: date
    last_day: date


def count_doubted(con: DuckDBPyConnection, *, of: Question = EVERYTHING) -> dict[str, int]:
    """How many received cases each doubt of `DOUBTED` is about."""
    rows, params = rows_within(of, "cases", RECEIVED)
    counts = ", ".join(f"count(*) FILTER ({condition})" for condition in DOUBTED.values())
    row = con.execute(f"SELECT {counts} {rows}", dict(params)).fetchall()[0]
    return {name: int(count) for name, count in zip(DOUBTED, row, strict=True)}


def busy_customers(con: DuckDBPyConnection) -> list[Busy]:
    """The customers of the whole lake with more contacts than a person has: a test line, a switchboard.

    Such a customer has more than 100 contacts, and more than ten times the 99.9th percentile of the
    customers who have at most 100. Those above are left out of the percentile, so that in a small lake
    two test lines do not hide each other. The most contacts come first.
    """
    return [Busy(*row) for row in con.execute(BUSY).fetchall()]


def share_of(
    con: DuckDBPyConnection, customers: Sequence[Busy], *, of: Question = EVERYTHING
) -> tuple[int, int]:
    """How many received contacts are these customers', and how many there are in all."""
    rows, params = rows_within(of, "links", RECEIVED)
    keys = [customer.customer_key for customer in customers]
    theirs = "count(*) FILTER (list_contains($customers::UBIGINT[], customer_key))"
    (result,) = con.execute(
        f"SELECT {theirs}, count(*) {rows}", {**params, "customers": keys}
    ).fetchall()
    return int(result[0]), int(result[1])


def without(customers: Sequence[Busy]) -> Condition:
    """What leaves these customers out; unknown callers stay."""
    keys = [customer.customer_key for customer in customers]
    return either(unknown("customer_key"), contrary(among("customer_key", keys)))


def clock_notes(con: DuckDBPyConnection, *, of: Question = EVERYTHING) -> list[ClockNote]:
    """The notes that importers left on the clock of contacts, in the order of the alphabet."""
    rows, params = rows_within(of, "contacts", "clock_note IS NOT NULL")
    return [
        ClockNote(*row)
        for row in con.execute(CLOCK_NOTES.format(rows=rows), dict(params)).fetchall()
    ]
