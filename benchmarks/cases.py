"""Linking all contacts into cases, and one new day, against DuckDB's `lead()` over the same columns.

Both have the columns in memory, in time order: customer, topic, arrival. The yardstick counts the
contacts followed by one of the same customer and topic within seven days; the product finds every
contact's neighbours and every case, and must count the same. *One new day* is the loops alone, on what
the customers of the last day did within the horizon before it. Rounds alternate in one process, up to
20 million contacts; above that each side has a process of its own, for its memory's sake. Whatever is
measured runs once before, unmeasured: else it would pay for the memory that the one before it gave back.
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from statistics import median
from typing import Any, cast

import duckdb
import numpy as np

from benchmarks.rounds import measured, options, write_results
from willet.core.cases.linking import Sequence, neighbours, places
from willet.core.cases.rules import Rules
from willet.core.lake.seen import HORIZON_DAYS

DAY_US = 86_400_000_000
YEAR_DAYS = 366
RULES = Rules(topic="required")
TOGETHER = 20_000_000
LINKED = 2
"""The reason of a contact that is in its case because the same customer called before."""

HEAD = ["| | median s | ratio | processor s | ratio |", "|---|---|---|---|---|"]

LEAD = """
SELECT count(*) FILTER (WHERE next_at - arrived_us <= {window}) FROM (
    SELECT arrived_us, lead(arrived_us)
        OVER (PARTITION BY person, topic ORDER BY arrived_us, row_no) AS next_at
    FROM {table}
)
"""


def drawn(rows: int) -> Sequence:
    """A year of contacts: customers of uneven zeal, sixty topics, one contact in five a follow-up."""
    draw = np.random.default_rng(7)
    busy = np.floor(0.35 * rows * draw.random(rows) ** 1.7).astype(np.uint64)
    person = busy * np.uint64(0x9E3779B97F4A7C15) + np.uint64(0x632BE59BD9B4E019)
    topic = draw.integers(0, 60, rows, np.int32)
    at = draw.integers(0, YEAR_DAYS * DAY_US, rows)
    follow = np.flatnonzero(draw.random(rows) < 0.2)
    first = draw.integers(0, rows, len(follow))
    person[follow], topic[follow] = person[first], topic[first]
    later = at[first] + (draw.lognormal(0.5, 1.1, len(follow)) * DAY_US).astype(np.int64)
    at[follow] = np.minimum(later, YEAR_DAYS * DAY_US - 1)
    order = np.argsort(at, kind="stable")
    none = np.zeros(rows, np.bool_)
    return Sequence(
        at[order], person[order], ~none, topic[order], np.full(rows, -1, np.int32), ~none, none
    )


def linked(contacts: Sequence) -> tuple[int, int]:
    """All contacts linked: repeats within the window, and the size of the largest case."""
    near = neighbours(contacts, [RULES.topic])[RULES.topic]
    found = places(contacts, near, RULES)
    return int(np.count_nonzero(found.why == LINKED)), int(found.size.max())


def one_day(contacts: Sequence) -> int:
    """The last day's contacts linked to what lies within the horizon before it: rows looked at."""
    begins = np.searchsorted(contacts.at, contacts.at[-1] - (HORIZON_DAYS + 1) * DAY_US)
    new = np.searchsorted(contacts.at, contacts.at[-1] - DAY_US)
    near = begins + _of_customers(contacts.person[begins:], contacts.person[new:])
    part = _taken(contacts, near)
    places(part, neighbours(part, [RULES.topic])[RULES.topic], RULES)
    return len(part)


def _of_customers(people: np.ndarray, touched: np.ndarray) -> np.ndarray:
    """The rows of these customers, by a filter of bits that lets a few strangers pass: looked up by each core."""
    bits = (16 * len(touched)).bit_length()
    noted, looked_up = _filter()
    shift = np.uint64(64 - bits)
    known = noted(touched, shift, np.zeros((1 << bits) // 8, np.uint8))
    cuts = np.linspace(0, len(people), (os.cpu_count() or 1) + 1).astype(int).tolist()
    with ThreadPoolExecutor(len(cuts)) as pool:
        return np.concatenate(
            list(pool.map(partial(looked_up, people, known, shift), cuts, cuts[1:]))
        )


@cache
def _filter() -> tuple[Callable[..., np.ndarray], ...]:
    import numba  # -- slow import

    def noted(touched, shift, known):  # type: ignore[no-untyped-def]
        for person in touched:
            bit = person >> shift
            known[bit >> np.uint64(3)] |= np.uint8(1) << np.uint8(bit & np.uint64(7))
        return known

    def looked_up(people, known, shift, low, high):  # type: ignore[no-untyped-def]
        rows = np.empty(high - low, np.int32)
        found = 0
        for i in range(low, high):
            bit = people[i] >> shift
            rows[found] = i
            found += (known[bit >> np.uint64(3)] >> np.uint8(bit & np.uint64(7))) & 1
        return rows[:found].copy()

    return numba.njit(nogil=True)(noted), numba.njit(nogil=True)(looked_up)


def _taken(contacts: Sequence, rows: np.ndarray) -> Sequence:
    names = ("at", "person", "known", "topic", "ref", "counts", "split")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        columns = pool.map(lambda name: np.take(getattr(contacts, name), rows), names)
        at, person, known, topic, ref, counts, split = columns
    return Sequence(at, person, known, topic, ref, counts, split)


def loaded(contacts: Sequence) -> duckdb.DuckDBPyConnection:
    """The same columns as an in-memory table."""
    con = duckdb.connect()
    columns = {"person": contacts.person, "topic": contacts.topic, "arrived_us": contacts.at}
    con.register("given", {**columns, "row_no": np.arange(len(contacts))})
    con.execute("CREATE TABLE contacts AS SELECT * REPLACE ('topic ' || topic AS topic) FROM given")
    con.execute("CREATE TABLE coded AS SELECT * FROM given")
    con.unregister("given")
    return con


def lead(con: duckdb.DuckDBPyConnection, table: str = "contacts") -> int:
    """The yardstick: repeats within the window. Table `coded` has numbers for topics, as the product's loops do."""
    found = con.execute(LEAD.format(window=RULES.window_us, table=table)).fetchone()
    assert found is not None, "a count gives one row"
    return int(found[0])


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of wall clock, and of processor time over all threads: the latter hardly feels the neighbours."""
    begins, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begins, time.process_time() - busy


def warm(work: Callable[[], object]) -> tuple[float, float]:
    """The clocks of the second of two runs."""
    work()
    return clocked(work)


def together(rows: int, rounds: int) -> list[str]:
    """The table's rows, both sides in one process."""
    contacts = drawn(rows)
    con = loaded(contacts)
    assert lead(con) == linked(contacts)[0], "both sides must count the same repeats"
    works: dict[str, Callable[[], object]] = {
        "DuckDB `lead()`, topics as text": partial(lead, con),
        "DuckDB `lead()`, topics as numbers": partial(lead, con, "coded"),
        "Willet, all contacts: gaps and cases": partial(linked, contacts),
        "Willet, one new day": partial(one_day, contacts),
    }
    spent = [{name: warm(work) for name, work in works.items()} for _ in range(rounds)]
    return [f"| {name} | {_figures(spent, name, next(iter(works)))} |" for name in works]


def _figures(spent: list[dict[str, tuple[float, float]]], name: str, yardstick: str) -> str:
    clocks = range(2)
    seconds = [median(s[name][c] for s in spent) for c in clocks]
    ratios = [median(s[name][c] / s[yardstick][c] for s in spent) for c in clocks]
    return f"{seconds[0]:.3f} | {ratios[0]:.4f} | {seconds[1]:.3f} | {ratios[1]:.4f}"


def _ours(rows: int) -> tuple[float, float, int]:
    contacts = drawn(rows)
    linked(drawn(1000))
    full = warm(partial(linked, contacts))[0]
    return full, median(warm(partial(one_day, contacts))[0] for _ in range(5)), linked(contacts)[0]


def _theirs(rows: int) -> tuple[float, int]:
    con = loaded(drawn(rows))
    return warm(partial(lead, con))[0], lead(con)


def apart(rows: int) -> list[str]:
    """The table's rows, each side in a process of its own, once."""
    ours, theirs = measured(partial(_ours, rows)), measured(partial(_theirs, rows))
    (full, day, repeats), (whole, expected) = cast(Any, ours.result), cast(Any, theirs.result)
    assert repeats == expected, "both sides must count the same repeats"
    return [
        f"| DuckDB `lead()`, peak {theirs.peak_mib:,} MiB | {whole:.2f} | 1 |",
        f"| Willet, all contacts, peak {ours.peak_mib:,} MiB with its input | {full:.2f} | {full / whole:.4f} |",
        f"| Willet, one new day | {day:.3f} | {day / whole:.5f} |",
    ]


def main() -> None:
    """Measure, compare, write down."""
    asked = options(__doc__, rows=10_000_000, what="contacts", rounds=5)
    rows = together(asked.rows, asked.rounds) if asked.rows <= TOGETHER else apart(asked.rows)
    head = HEAD if asked.rows <= TOGETHER else ["| | s | ratio |", "|---|---|---|"]
    write_results(f"Cases of {asked.rows:,} contacts", [*head, *rows], asked.results)


if __name__ == "__main__":
    main()
