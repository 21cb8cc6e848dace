"""The settled cases of known customers, what they can be compared by, and what came after the clock's start."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from willet.core.cases.directions import INBOUND
from willet.core.metrics import Question
from willet.core.metrics.compiler import tests_sql
from willet.core.metrics.dialect import dialect_named
from willet.core.metrics.render import Renderer
from willet.core.worth.customers import WAYS, Customer

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

RECENT_DAYS = 28
"""A customer whose last contact lay no longer before the case had called before."""
QUARTERS = 12
"""So many quarters of the clock are one time of day: three hours."""
DAY_S = 86_400.0

CASES = f"""
WITH judged AS (
    SELECT case_id, customer_key, solved_at_once, coalesce(topic, '') AS topic, coalesce(queue, '') AS queue,
        wall_interval // {QUARTERS} AS hours, epoch(matures_at) AS clock
    FROM cases
    WHERE {INBOUND} AND identified AND matured AND opening_seen AND taken AND customer_key IS NOT NULL
        AND solved_at_once IS NOT NULL AND {{where}}
), opened AS (
    SELECT case_id, any_value(CASE WHEN prev_gap_s <= {RECENT_DAYS} * {DAY_S} THEN 2
        WHEN looked_back_s >= {RECENT_DAYS} * {DAY_S} THEN 1 ELSE 0 END) AS earlier
    FROM links WHERE contact_no = 1 GROUP BY case_id
), eased AS (
    SELECT l.case_id, avg(a.score) AS ease FROM answers a JOIN links l USING (contact_id)
    WHERE a.instrument = 'ces' AND {{eased}} AND a.score IS NOT NULL GROUP BY l.case_id
)
SELECT j.* EXCLUDE (case_id), coalesce(o.earlier, 0) AS earlier, e.ease
FROM judged j LEFT JOIN opened o USING (case_id) LEFT JOIN eased e USING (case_id) ORDER BY clock, customer_key
"""
CONTACTS = f"""
SELECT customer_key, epoch(arrived_at) AS moment FROM links WHERE {INBOUND} AND customer_key IS NOT NULL
ORDER BY customer_key, moment
"""
KEYS = """
SELECT DISTINCT c.{column} AS key, l.customer_key FROM contacts c JOIN links l USING (contact_id)
WHERE c.{column} IS NOT NULL AND l.customer_key IS NOT NULL
"""
COLUMN_OF = dict(zip(WAYS, ("id_key", "number_key", "email_key"), strict=True))


@dataclass(frozen=True)
class SettledCases:
    """One place for each case in every array; days count from its clock's start, when it was settled."""

    customer: Ints
    solved: Flags
    traits: tuple[Ints, ...]
    """By topic, queue, contact before and time of day: as numbers from 0, the first the last to be given up."""
    clock: Floats
    """Seconds since 1970."""
    ease: Floats
    """How easy the customer found it, 1 to 7; NaN where nobody asked."""
    next_day: Floats
    """Days until the customer's next contact; infinite where none came."""
    later: Floats
    """How many contacts within the days looked ahead."""
    followed: Floats
    """How many days after it the records see."""


@dataclass(frozen=True)
class Stay:
    """Of each case whether the customer is in the file and was one at the clock's start, and when they left."""

    known: Flags
    gone_before: Flags
    """Left before the clock started."""
    came_after: Flags
    """Joined after the clock started."""
    left_day: Floats
    value: Floats


def read_cases(
    con: DuckDBPyConnection, question: Question, eased: str, last: date, days: int
) -> SettledCases:
    """The cases of a question's selection, as of the last day that the records saw whole."""
    renderer = Renderer(dialect_named("duckdb"), dict(question.parameters()))
    where = " AND ".join(tests_sql(question, "cases", renderer)) or "TRUE"
    sql = CASES.format(where=where, eased=eased)
    rows = con.execute(sql, dict(renderer.bound)).fetchnumpy()
    clock = np.asarray(rows["clock"], dtype=np.float64)
    keys = np.asarray(rows["customer_key"], dtype=np.uint64)
    next_day, later = _later(con, keys, clock, days)
    end = (np.datetime64(last, "s") - np.datetime64(0, "s")).astype(np.float64)
    codes = (_codes(np.ma.asarray(rows[name])) for name in ("topic", "queue", "earlier", "hours"))
    return SettledCases(
        customer=keys.view(np.int64),
        solved=np.asarray(rows["solved_at_once"], dtype=np.bool_),
        traits=tuple(codes),
        clock=clock,
        ease=_filled(rows, "ease"),
        next_day=next_day,
        later=later,
        followed=np.maximum((end - clock) / DAY_S, 0.0),
    )


def _later(
    con: DuckDBPyConnection, keys: NDArray[np.uint64], clock: Floats, days: int
) -> tuple[Floats, Floats]:
    """The days to each customer's next contact after a moment, and how many come within so many days."""
    rows = con.execute(CONTACTS).fetchnumpy()
    who, at = (
        np.asarray(rows["customer_key"], dtype=np.uint64),
        np.asarray(rows["moment"], np.float64),
    )
    names = np.unique(who)
    base = float(min(at.min(initial=0.0), clock.min(initial=0.0)))
    span = max(at.max(initial=0.0), clock.max(initial=0.0)) - base + (days + 1) * DAY_S
    line = np.searchsorted(names, who) * span + (at - base)
    mine = np.searchsorted(names, keys) * span + (clock - base)
    first = np.searchsorted(line, mine, side="right")
    until = np.searchsorted(line, mine + days * DAY_S, side="right")
    there = first < len(who)
    there[there] &= who[first[there]] == keys[there]
    next_day = np.full(len(keys), np.inf)
    next_day[there] = (line[first[there]] - mine[there]) / DAY_S
    return next_day, (until - first).astype(np.float64)


def read_stay(
    con: DuckDBPyConnection, cases: SettledCases, customers: tuple[Customer, ...]
) -> Stay:
    """What the file of customers says of each case's customer."""
    stays = _stays(con, customers)
    day = np.datetime64(0, "D")
    given = [stays.get(int(k)) for k in cases.customer.view(np.uint64)]
    joined = np.array([_day(c.joined if c else None, day, -np.inf) for c in given])
    left = np.array([_day(c.left if c else None, day, np.inf) for c in given])
    today = np.floor(cases.clock / DAY_S)
    here = np.array([c is not None for c in given], dtype=np.bool_)
    return Stay(
        known=here & (joined <= today) & (left > today),
        gone_before=here & (left <= today),
        came_after=here & (joined > today) & (left > today),
        left_day=left - today,
        value=np.array([np.nan if c is None or c.value is None else c.value for c in given]),
    )


def _stays(con: DuckDBPyConnection, customers: tuple[Customer, ...]) -> dict[int, Customer]:
    """What the file says of each customer; of one whom it names by two keys and says two things of, nothing."""
    stays: dict[int, Customer] = {}
    unsure: set[int] = set()
    for way in {customer.way for customer in customers}:
        owner = _owners(con, way)
        for one in customers:
            if one.way == way and one.key in owner:
                first = stays.setdefault(owner[one.key], one)
                if replace(first, key=one.key, way=way) != one:
                    unsure.add(owner[one.key])
    return {who: one for who, one in stays.items() if who not in unsure}


def _owners(con: DuckDBPyConnection, way: str) -> dict[int, int]:
    """Whose a key is; a number or address of several customers is no one's."""
    person: dict[int, set[int]] = {}
    for key, customer in con.execute(KEYS.format(column=COLUMN_OF[way])).fetchall():
        person.setdefault(int(key), set()).add(int(customer))
    return {key: next(iter(some)) for key, some in person.items() if len(some) == 1}


def _day(day: date | None, zero: np.datetime64, nothing: float) -> float:
    return nothing if day is None else float((np.datetime64(day, "D") - zero).astype(np.int64))


def _codes(values: NDArray[Any]) -> Ints:
    plain = np.ma.filled(np.ma.asarray(values), "" if values.dtype.kind in "OU" else -1)
    kinds = str if plain.dtype.kind in "OU" else np.int64
    return np.asarray(np.unique(plain.astype(kinds), return_inverse=True)[1], dtype=np.int64)


def _filled(rows: Mapping[str, Any], name: str) -> Floats:
    return np.asarray(np.ma.filled(np.ma.asarray(rows[name], dtype=np.float64), np.nan))
