"""How far the edges of a record move first-contact resolution: short records cut out of endless worlds.

Of every world a record of some weeks is shown to the product; what its definitions give is held against
the cases (and contacts) of the endless world that a record of that length can judge: those opened at least
a window after its beginning and before its end. The worlds of one kind stand in one table, each as a queue
of its own with customers of its own, and are asked for by queue. A record of two windows or less must
give no figure of cases at all.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection

from benchmarks.endless import KINDS, Contacts, Kind, drawn, truths
from benchmarks.rounds import RESULTS, write_results
from willet.core import statistics
from willet.core.cases.build import build
from willet.core.cases.people import recognise
from willet.core.cases.rules import Link, Rules
from willet.core.cases.span import span_of
from willet.core.lake.engine import open_engine
from willet.core.metrics import Question, answer_from, compile_question
from willet.core.records import TABLES

SEED = 20_290
WINDOWS = (1, 3, 7, 14, 26)
LINKS: tuple[Link, ...] = ("chain", "fixed")
LENGTHS = {28: 40.0, 60: 40.0, 365: 15.0}
"""Days of a record, and problems and their sequels a day, roughly."""
METRICS = (
    "fcr_case",
    "one_and_done_share",
    "fcr_strict",
    "contacts_per_case",
    "reopen_rate",
    "never_reached",
    "next_contact_avoidance",
    "repeat_rate",
)
OF_CONTACTS = ("next_contact_avoidance", "repeat_rate")
"""The figures that look one way only, and so need a record of one window."""

CONTACTS = """
INSERT INTO contacts BY NAME
SELECT 'w:' || lpad(row_no::VARCHAR, 9, '0') AS contact_id, 'w' AS source, person AS customer_key,
    person AS id_key, CASE WHEN person IS NULL THEN 'withheld' ELSE 'customer_id' END AS identity,
    moment AS arrived_at, CAST(moment AS DATE) AS local_date,
    CAST(date_part('hour', moment) * 4 AS UTINYINT) AS local_interval,
    'inbound' AS direction, 'topic ' || topic AS topic, world::VARCHAR AS queue,
    CASE WHEN handled THEN 'answered' ELSE 'abandoned' END AS outcome,
    CASE WHEN word >= 0 THEN word = 1 END AS resolved, handed_on::INT AS transfers
FROM (SELECT *, CASE WHEN known THEN who::UBIGINT END AS person,
    TIMESTAMP '2024-01-01' + to_microseconds(at_us) AS moment FROM drawn)
"""
ANSWERS = """
INSERT INTO answers BY NAME
SELECT 'w:' || lpad(row_no::VARCHAR, 9, '0') AS contact_id, 'w' AS source, 'resolved' AS instrument, '0-1' AS scale,
    answer::DOUBLE AS score, DATE '2024-01-01' AS local_date FROM drawn WHERE answer >= 0
"""

HEAD = [
    "| metric | window | link | record | worlds | of endless worlds | mean error | its error | largest kind |",
    "|---|---|---|---|---|---|---|---|---|",
]


class Held(NamedTuple):
    """One metric under one rule in the records of one kind: the truth and the error of each world that had both."""

    metric: str
    window: int
    link: str
    days: int
    kind: str
    truth: np.ndarray
    error: np.ndarray


def loaded(contacts: Contacts, days: int) -> DuckDBPyConnection:
    """An engine with the record of these worlds."""
    rows = contacts.only(contacts.inside(days))
    con = open_engine()
    for table in ("contacts", "outcomes", "answers", "promises", "edits", "call_ids"):
        con.execute(TABLES[table].ddl(table))
    columns = {name: getattr(rows, name) for name in ("world", "topic", "handled", "known")}
    columns |= {name: getattr(rows, name) for name in ("word", "answer", "handed_on")}
    columns["who"] = rows.world * 1_000_000 + rows.who + 1
    columns["at_us"] = np.round(rows.at * 86_400_000_000).astype(np.int64)
    con.register("drawn", columns | {"row_no": np.arange(len(rows.at))})
    con.execute(CONTACTS)
    con.execute(ANSWERS)
    con.unregister("drawn")
    recognise(con)
    con.execute("CREATE TEMP VIEW scope AS SELECT * FROM contacts")
    return con


def figures(con: DuckDBPyConnection, rules: Rules, worlds: int) -> dict[str, np.ndarray]:
    """What the product gives for each world, NaN where it gives nothing; of the lost a share of the cases."""
    build(con, rules, span_of(con, "UTC"))
    for table in ("cases", "links"):
        con.execute(f"CREATE OR REPLACE TEMP VIEW {table} AS SELECT * FROM new_{table}")
    params = {"window_days": rules.window_days, "link": rules.link}
    question = Question.of(METRICS, by="queue", params=params)
    compiled = compile_question(question)
    results = [con.execute(c.sql, dict(c.parameters)).fetchnumpy() for c in compiled]
    found = {name: np.full(worlds, np.nan) for name in METRICS}
    for row in answer_from(question, compiled, results, intervals=statistics).rows:
        if row.value is not None:
            found[row.metric][int(str(row.keys["queue"]))] = row.value
    return found


def held(kind: Kind, days: int, worlds: int, seed: int, windows: tuple[int, ...]) -> Iterator[Held]:
    """All metrics under all rules, in the records of so many worlds of a kind."""
    draw = np.random.default_rng(seed)
    contacts = drawn(kind, worlds=worlds, days=days, per_day=LENGTHS[days], draw=draw)
    with loaded(contacts, days) as con:
        for window in windows:
            for link in LINKS:
                found = figures(con, Rules(window, link), worlds)
                known = truths(contacts, days, window, link)
                for name in METRICS:
                    above, below = known[name]
                    truth = _over(above, below)
                    got = _over(found[name], below) if name == "never_reached" else found[name]
                    yield Held(name, window, link, days, kind.name, truth, got - truth)


def _over(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    over = np.full(len(below), np.nan)
    np.divide(above, below, out=over, where=below > 0)
    return over


def table(every: list[Held]) -> list[str]:
    """The mean errors over all kinds, and that of the kind that has the largest, as Markdown; shares in points."""
    rows: dict[tuple[object, ...], list[Held]] = {}
    for one in every:
        rows.setdefault((one.metric, one.window, one.link, one.days), []).append(one)
    return HEAD + [_row(key, kinds) for key, kinds in rows.items()]


def _row(key: tuple[object, ...], kinds: list[Held]) -> str:
    error = np.concatenate([k.error for k in kinds])
    error = error[~np.isnan(error)]
    metric, window, link, days = key
    at = f"| {metric} | {window} | {link} | {days} days | {len(error)} |"
    if not len(error):
        return f"{at} no figure | | | |"
    truth = np.nanmean(np.concatenate([k.truth for k in kinds]))
    spread = error.std() / np.sqrt(len(error))
    worst = max(kinds, key=lambda k: abs(np.nanmean(k.error)))
    far = float(np.nanmean(worst.error))
    points = 1 if metric == "contacts_per_case" else 100
    return (
        f"{at} {points * truth:.2f} | **{points * error.mean():+.2f}** | {points * spread:.2f} "
        f"| {points * far:+.2f} ({worst.kind}) |"
    )


def main() -> None:
    """Write the errors at the edges into `results.md`."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument(
        "--worlds", type=int, default=300, help="for each length; a sixth of each kind"
    )
    parse.add_argument("--results", type=Path, default=RESULTS)
    asked = parse.parse_args()
    each = max(1, asked.worlds // len(KINDS))
    every = [
        one
        for days in LENGTHS
        for number, kind in enumerate(KINDS)
        for one in held(kind, days, each, SEED + 1000 * days + number, WINDOWS)
    ]
    lines = table(every)
    write_results("Edges of a record", lines, asked.results)


if __name__ == "__main__":
    main()
