"""Twenty-four metrics by day and queue through the product, against hand-written SQL over the same files.

The product's figures carry n and an interval each; the hand-written SQL gives the bare values. Both are
compared cell by cell.
"""

import math
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import duckdb

from benchmarks.rounds import HEAD, Race, bare, options, raced, write_results

METRICS = (
    *"received answered abandoned call_resolution service_level service_level_answered".split(),
    *"service_level_late_abandons service_level_no_short_abandons".split(),
    *"service_level_abandons_in_target service_level_short_abandons_in_target answer_rate".split(),
    *"abandonment_rate average_speed_of_answer longest_wait wait_p50 wait_p90".split(),
    *"average_abandon_time average_ring_time average_talk_time average_hold_time".split(),
    *"after_call_work average_handle_time average_call_length transfer_rate".split(),
)
BY = ("day", "queue")
PENDING = timedelta(days=7)
"""The usual repeat window: a case opened within it has not settled yet."""
TABLES = ("contacts", "visits", "cases")
SITES = 8
CONTACTS_PER_DAILY_CONTACT = 280
"""Contacts of a year for each contact a day."""
MOST_SIMULATED = 1_000_000

CONTACTS_SQL = """
SELECT local_date AS day, queue, count(*) AS received, count_if(answered) AS answered,
    count_if(outcome = 'abandoned') AS abandoned,
    count_if(answered AND transfers >= 1) / nullif(count_if(answered AND transfers IS NOT NULL), 0) AS transfer_rate
FROM (SELECT *, outcome = 'answered' AS answered FROM {contacts} WHERE direction = 'inbound')
GROUP BY ALL
"""
VISITS_SQL = """
SELECT local_date AS day, queue,
    good / nullif(offered, 0) AS service_level, good / nullif(answered, 0) AS service_level_answered,
    good / nullif(offered - lost_good, 0) AS service_level_late_abandons,
    good / nullif(offered - lost_short, 0) AS service_level_no_short_abandons,
    (good + lost_good) / nullif(offered, 0) AS service_level_abandons_in_target,
    (good + lost_short) / nullif(offered, 0) AS service_level_short_abandons_in_target,
    answered / nullif(offered, 0) AS answer_rate, lost / nullif(offered, 0) AS abandonment_rate,
    * EXCLUDE (good, answered, offered, lost, lost_good, lost_short)
FROM (
    SELECT local_date, queue, count_if(ans AND wait_s <= 20) AS good, count_if(ans) AS answered,
        count_if(off) AS offered, count_if(aband) AS lost,
        count_if(aband AND wait_s <= 20) AS lost_good, count_if(aband AND wait_s <= 5) AS lost_short,
        avg(wait_s) FILTER (ans) AS average_speed_of_answer, max(wait_s) FILTER (off) AS longest_wait,
        quantile_cont(wait_s, 0.5) FILTER (off) AS wait_p50, quantile_cont(wait_s, 0.9) FILTER (off) AS wait_p90,
        avg(wait_s) FILTER (aband) AS average_abandon_time, avg(ring_s) FILTER (ans) AS average_ring_time,
        avg(talk_s) FILTER (ans) AS average_talk_time, avg(hold_s) FILTER (ans) AS average_hold_time,
        avg(acw_s) FILTER (ans) AS after_call_work,
        avg(talk_s + coalesce(hold_s, 0) + coalesce(acw_s, 0)) FILTER (ans) AS average_handle_time,
        avg(coalesce(ring_s, 0) + talk_s + coalesce(acw_s, 0)) FILTER (ans) AS average_call_length
    FROM (
        SELECT *, outcome = 'answered' AS ans, outcome = 'abandoned' AS aband,
            outcome NOT IN ('blocked', 'self_served', 'unknown') AS off
        FROM {visits} WHERE direction = 'inbound'
    ) GROUP BY ALL
)
"""
CASES_SQL = """
SELECT local_date AS day, queue, count_if(resolved) / count(*) AS call_resolution
FROM {cases} WHERE direction = 'inbound' GROUP BY ALL
"""
COPIES = {
    "contacts": ("contact_id", "arrived_at", "customer_key"),
    "visits": ("contact_id", "entered_at", "customer_key"),
    "cases": ("case_id", "opened_at", "customer_key"),
}
"""Of each table: the columns in which a copy of a row must differ."""

Cells = dict[tuple[str, str], dict[str, float | None]]


def made_lake(folder: Path, contacts: int) -> Path:
    """A lake of about so many contacts: a simulated year, imported, and copied where more is asked for.

    One that is there already is taken as it is.
    """
    from willet.core.intake import import_files  # slow import
    from willet.core.lake import Lake
    from willet.core.simulator import Scenario, simulate_scenario

    if (folder / "lake" / "HEAD").exists():
        return folder / "lake"
    copies = math.ceil(contacts / MOST_SIMULATED)
    a_day = math.ceil(contacts / copies / CONTACTS_PER_DAILY_CONTACT)
    centre = Scenario(days=365, contacts_per_day=a_day, sites=SITES, lead_days=0, tail_days=0)
    simulate_scenario(folder / "made", centre)
    files = [folder / "made" / "contacts.csv.gz"]
    import_files(folder / "lake", "table", files, mapping=folder / "made" / "mapping.toml")
    if copies > 1:
        copy_rows(Lake.at(folder / "lake"), copies)
    return folder / "lake"


def copy_rows(lake: "object", copies: int) -> None:
    """Write every row of the asked tables so many times, each copy a little later and of another customer."""
    from willet.core.lake import Lake  # slow import

    assert isinstance(lake, Lake), "the lake that was just made"
    with lake.writing() as tx, tx.connect() as con:
        for at in [at for at in tx.files if at[0] in COPIES]:
            table, source, bucket = at
            identity, moment, customer = COPIES[table]
            con.execute(
                f"CREATE OR REPLACE TEMP VIEW copied AS SELECT * REPLACE ({identity} || '-' || n AS {identity},"
                f" {moment} + to_seconds(7 * n) AS {moment}, hash({customer}, n) AS {customer})"
                f" FROM read_parquet('{tx.files[at].path(tx.layout)}'), range({copies}) AS r(n)"
            )
            tx.replace(table, source, bucket, con, "copied")
        tx.commit()


def asked(lake: Path) -> Cells:
    """The product's answer, as plain cells."""
    import willet

    answer = willet.open(lake).ask(METRICS, by=BY)
    cells: Cells = {}
    for row in answer.rows:
        cells.setdefault((str(row.keys["day"]), str(row.keys["queue"])), {})[row.metric] = row.value
    return cells


def answered(lake: Path) -> int:
    """The product's answer, counted only: what is timed. Every row holds value, n and interval."""
    import willet

    return len(willet.open(lake).ask(METRICS, by=BY).rows)


def warmed(lake: Path) -> None:
    """One small question, as a running server has answered before."""
    import willet

    willet.open(lake).ask(METRICS)


def by_hand(lake: Path) -> int:
    """The yardstick: three statements, fetched."""
    with bare() as con:
        return sum(len(rows) for rows, _ in _statements(con, lake))


def cells_by_hand(lake: Path) -> Cells:
    """The yardstick's values, as plain cells."""
    cells: Cells = {}
    with bare() as con:
        for rows, names in _statements(con, lake):
            for day, queue, *values in rows:
                key, numbers = (str(day), str(queue)), cast("list[float | None]", values)
                cells.setdefault(key, {}).update(zip(names, numbers, strict=True))
    return cells


def _statements(
    con: duckdb.DuckDBPyConnection, lake: Path
) -> Iterator[tuple[list[tuple[object, ...]], list[str]]]:
    from willet.core.lake import Lake  # slow import

    snapshot = Lake.at(lake).snapshot()
    files = {t: f"read_parquet({[str(f) for f in snapshot.files(t)]})" for t in TABLES}
    for statement in (CONTACTS_SQL, VISITS_SQL, CASES_SQL):
        found = con.execute(statement.format(**files))
        names = [d[0] for d in found.description][2:]
        yield found.fetchall(), names


def differences(ours: Cells, theirs: Cells) -> list[str]:
    """Every cell in which the two do not agree to nine digits; a day without rows is no data or zero.

    Of the newest days call resolution is left out: the product estimates what is pending, a plain share cannot.
    """
    found = []
    keys = sorted(ours.keys() | theirs.keys())
    settled_until = date.fromisoformat(keys[-1][0]) - PENDING
    for key in keys:
        settled = date.fromisoformat(key[0]) <= settled_until
        for metric in METRICS if settled else [m for m in METRICS if m != "call_resolution"]:
            a, b = ours.get(key, {}).get(metric), theirs.get(key, {}).get(metric)
            if not math.isclose(a or 0.0, b or 0.0, rel_tol=1e-9, abs_tol=1e-9):
                found.append(f"{metric} {key}: {a} and {b}")
    return found


def main() -> None:
    """Make the lake, compare, race, write the result."""
    args = options(__doc__, rows=10_000_000, what="contacts in the lake, about", rounds=5)
    with tempfile.TemporaryDirectory(dir=args.folder, prefix="willet-bench-") as name:
        lake = made_lake(Path(args.kept or name), args.rows)
        ours, theirs = asked(lake), cells_by_hand(lake)
        wrong = differences(ours, theirs)
        if wrong:
            raise SystemExit("\n".join([f"{len(wrong)} cells differ:", *wrong[:20]]))
        contacts = sum(cell["received"] or 0 for cell in ours.values())
        race = raced(
            partial(answered, lake), partial(by_hand, lake), args.rounds, partial(warmed, lake)
        )
    _write(race, int(contacts), len(ours), args.results)


def _write(race: Race, contacts: int, cells: int, results: Path) -> None:
    about = (
        f"{contacts:,} contacts, {len(METRICS)} metrics, {cells:,} days x queues, every cell equal to nine digits."
        " The product's cells carry n and a 95 % interval as well."
    )
    lines = [*HEAD, *race.rows("`ask` through the product", "hand-written DuckDB SQL, same files")]
    write_results("Board of 24 metrics by day and queue", [about, "", *lines], results)


if __name__ == "__main__":
    main()
