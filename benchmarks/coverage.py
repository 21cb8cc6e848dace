"""How often the intervals of first-contact resolution hold the truth: many small worlds with a planted one.

Customers differ (some problems come back, whoever takes them), some withhold their number, offices share
one, agents call unsolved matters solved. The truth is what one very large world of the same making, in which
everyone is known, gives under the same definitions. An honest 95 % interval holds it in 93 to 97 % of
500 worlds.
"""

import argparse
from collections.abc import Mapping

import numpy as np
from duckdb import DuckDBPyConnection

from benchmarks.rounds import RESULTS, write_results
from willet.core import statistics
from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import DEFAULT
from willet.core.cases.span import span_of
from willet.core.lake.engine import open_engine
from willet.core.metrics import Question, answer_from, compile_question
from willet.core.metrics.answer import AnswerRow
from willet.core.records import TABLES

METRICS = (
    "fcr_case",
    "next_contact_avoidance",
    "one_and_done_share",
    "fcr_strict",
    "repeat_rate",
    "contacts_per_case",
)
DAYS, DAY_S = 90, 86_400
OFFICE, SHARERS = 7_000_000, 5

CONTACTS = """
INSERT INTO contacts BY NAME
SELECT 'w:' || row_no AS contact_id, 'w' AS source, customer AS customer_key, id AS id_key, number AS number_key,
    CASE WHEN customer IS NULL THEN 'withheld' WHEN id IS NULL THEN 'number' ELSE 'customer_id' END AS identity,
    TIMESTAMP '2024-01-01' + to_seconds(arrived_s) AS arrived_at,
    CAST(TIMESTAMP '2024-01-01' + to_seconds(arrived_s) AS DATE) AS local_date,
    CAST(floor((arrived_s % 86400) / 900) AS UTINYINT) AS local_interval,
    'inbound' AS direction, 'topic ' || topic AS topic, 'answered' AS outcome, said_solved AS resolved,
    handed_on AS transfers
FROM drawn
"""
ANSWERS = """
INSERT INTO answers BY NAME
SELECT 'w:' || row_no AS contact_id, 'w' AS source, 'resolved' AS instrument, '0-1' AS scale,
    CAST(solved AS DOUBLE) AS score, DATE '2024-01-01' AS local_date FROM drawn WHERE asked
"""


def drawn(people: int, draw: np.random.Generator, *, everyone_known: bool) -> dict[str, np.ndarray]:
    """The contacts of one world as columns, its customers' calls linked by nothing but who calls about what."""
    stubborn = draw.beta(2, 6, people)
    calls: list[np.ndarray] = []
    who = np.repeat(np.arange(people), draw.poisson(1.6, people))
    topic = draw.integers(0, 6, len(who))
    at = draw.uniform(0, DAYS * DAY_S, len(who))
    alive = np.ones(len(who), np.bool_)
    for _ in range(6):
        solved = draw.random(len(who)) > stubborn[who]
        calls.append(np.stack([who, topic, at, solved])[:, alive])
        alive &= ~solved & (draw.random(len(who)) < 0.7)
        at = at + draw.exponential(1.5 * DAY_S, len(who)) + 600
    who_, topic_, at_, solved_ = np.concatenate(calls, axis=1)
    kept = at_ < DAYS * DAY_S
    return _shown(who_[kept], topic_[kept], at_[kept], solved_[kept] > 0, draw, everyone_known)


def _shown(
    who: np.ndarray, topic: np.ndarray, at: np.ndarray, solved: np.ndarray,
    draw: np.random.Generator, everyone_known: bool,
) -> dict[str, np.ndarray]:  # fmt: skip
    n = len(who)
    number = (who + 1).astype(np.int64)
    hidden = draw.random(who.astype(int).max() + 1)[who.astype(int)] < 0.15
    office = (who % 20 == 3) & ~hidden
    gives_id = ~hidden & ~office
    if everyone_known:
        hidden, office, gives_id = (np.full(n, flag) for flag in (False, False, True))
    number = np.where(office, OFFICE + who.astype(np.int64) // (20 * SHARERS), number)
    # Now and then a caller from an office gives an id too: that is how its number is seen to be shared.
    with_id = gives_id | (office & (draw.random(n) < 0.3))
    return {
        "row_no": np.arange(n),
        "arrived_s": np.floor(at).astype(np.int64),
        "topic": topic.astype(np.int64),
        "solved": solved,
        "said_solved": solved | (draw.random(n) < 0.3),
        "asked": draw.random(n) < 0.25,
        "handed_on": (draw.random(n) < 0.1).astype(np.int64),
        "id": np.ma.masked_array((who + 10**9).astype(np.int64), ~with_id),
        "number": np.ma.masked_array(number, hidden),
        "customer": np.ma.masked_array(
            np.where(with_id, who + 10**9, number).astype(np.int64), hidden
        ),
    }


def asked(people: int, seed: int, *, everyone_known: bool) -> Mapping[str, AnswerRow]:
    """One world through the product's own linking, metrics and intervals."""
    with open_engine() as con:
        _fill(con, drawn(people, np.random.default_rng(seed), everyone_known=everyone_known))
        recognise(con)
        con.execute("CREATE TEMP VIEW scope AS SELECT * FROM contacts")
        build(con, DEFAULT, span_of(con, "UTC"))
        for table in ("cases", "links"):
            con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM new_{table}")
        question = Question.of(METRICS)
        compiled = compile_question(question)
        results = [con.execute(part.sql, dict(part.parameters)).fetchnumpy() for part in compiled]
    answer = answer_from(question, compiled, results, intervals=statistics)
    return {row.metric: row for row in answer.rows}


def _fill(con: DuckDBPyConnection, columns: dict[str, np.ndarray]) -> None:
    for name in ("contacts", "answers", "outcomes", "promises", "edits", "call_ids"):
        con.execute(TABLES[name].ddl())
    plain = {n: np.ma.filled(c, -1) for n, c in columns.items()}
    con.register("given", plain)
    unknown = ", ".join(f"nullif({n}, -1) AS {n}" for n in ("id", "number", "customer"))
    con.execute(f"CREATE TEMP VIEW drawn AS SELECT * REPLACE ({unknown}) FROM given")
    con.execute(CONTACTS)
    con.execute(ANSWERS)


def main() -> None:
    """Ask every world, count, write down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=500)
    parser.add_argument("--people", type=int, default=800)
    parser.add_argument("--results", type=type(RESULTS), default=RESULTS)
    told = parser.parse_args()
    truth = asked(200_000, 0, everyone_known=True)
    held = dict.fromkeys(METRICS, 0)
    off = dict.fromkeys(METRICS, 0.0)
    for seed in range(1, told.worlds + 1):
        for name, row in asked(told.people, seed, everyone_known=False).items():
            planted = truth[name].value or 0.0
            held[name] += (row.low or 0.0) <= planted <= (row.high or 0.0)
            off[name] += ((row.value or 0.0) - planted) / told.worlds
    lines = ["| metric | planted | mean error | inside |", "|---|---|---|---|"]
    lines += [
        f"| {m} | {truth[m].value:.4f} | {off[m]:+.4f} | {held[m] / told.worlds:.1%} |"
        for m in METRICS
    ]
    write_results("Intervals of first-contact resolution", lines, told.results)


if __name__ == "__main__":
    main()
