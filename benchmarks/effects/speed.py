"""The effect on 5 million contacts of 200 agents in 52 weeks, against DuckDB's own grouping of the same files.

The lake is drawn in SQL and linked by the product. The yardstick groups the columns of the cases that the effect
rests on by agent, week, topic and queue, bare. The effect also reads the links: who first took a case that nobody took
at first, and how long ago the customer called before. So there is a second yardstick, which groups these columns, too.
Placebos and permutations are timed apart, on cells that are read already.
"""

import tempfile
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks.rounds import HEAD, bare, raced, write_results

AGENTS, WEEKS, FIRST = 200, 52, date(2024, 1, 1)
CONTACTS = """
CREATE OR REPLACE TEMP TABLE drawn AS
SELECT 't:' || i AS contact_id, 't' AS source, hash(i, 1) % ($rows // 3) AS customer_key,
    hash(i, 1) % ($rows // 3) AS id_key, 'customer_id' AS identity,
    TIMESTAMP '2024-01-01 08:00:00' + to_days((i * 364 // $rows)::INTEGER)
        + to_seconds(hash(i, 2) % 36000) AS arrived_at,
    DATE '2024-01-01' + (i * 364 // $rows)::INTEGER AS local_date,
    (32 + (hash(i, 2) % 36000) // 900)::UTINYINT AS local_interval,
    (32 + (hash(i, 2) % 36000) // 900)::UTINYINT AS wall_interval, 'inbound' AS direction, 'voice' AS channel,
    'queue ' || hash(i, 3) % 8 AS queue, 'topic ' || hash(i, 4) % 6 AS topic,
    CASE WHEN hash(i, 5) % 100 < 93 THEN 'agent ' || hash(i, 6) % 200 END AS agent,
    CASE WHEN hash(i, 5) % 100 < 93 THEN 'answered' ELSE 'abandoned' END AS outcome, 200.0 AS talk_s
FROM range($rows) AS r(i)
"""
YARDSTICK = """
SELECT agent, date_trunc('week', local_date) AS week, topic, queue, count(*), count_if(by_customer),
    count_if(by_no_repeat), count_if(handled > 0), count_if(settled), sum(wall_interval)
FROM read_parquet('{files}/*.parquet') WHERE direction = 'inbound' GROUP BY ALL
"""
OF_LINKS = """
SELECT agent, date_trunc('week', local_date) AS week, topic, queue, count(*), count(case_id), sum(prev_gap_s),
    count_if(contact_no = 1), count_if(outcome = 'answered'), sum(wall_interval), max(arrived_at)
FROM read_parquet('{files}/*.parquet') WHERE direction = 'inbound' GROUP BY ALL
"""


def run(rounds: int, rows: int, kept: str | None) -> None:
    """Make the lake, let both run in turn, and write one section of the results."""
    with tempfile.TemporaryDirectory() as made:
        lake = _made_lake(Path(kept or made) / "lake", rows)
        ours = partial(_effect, lake)
        lines = [
            f"{rows:,} contacts, {AGENTS} agents, {WEEKS} weeks. Each process asks twice; the second time counts.",
            "",
            *HEAD,
        ]
        for group, name in ((_group, "the cases"), (_group_both, "the cases, then of the links")):
            race = raced(ours, partial(group, lake), rounds, ours)
            lines += race.rows(
                "`effect call_resolution` of 100 agents", f"bare DuckDB grouping of {name}"
            )
        lines += [
            "",
            *_apart(lake),
        ]
        write_results("An effect on millions of contacts", lines)


def _made_lake(folder: Path, rows: int) -> Path:
    from willet.core import cases  # slow import
    from willet.core.lake import Lake
    from willet.core.lake.engine import open_engine
    from willet.core.records import TABLES

    if (folder / "HEAD").exists():
        return folder
    lake = Lake.create(folder, zone="UTC")
    with lake.writing(grace_s=0) as tx, open_engine() as con:
        con.execute(CONTACTS, {"rows": rows})
        con.execute(TABLES["contacts"].ddl("given"))
        con.execute("INSERT INTO given BY NAME SELECT * FROM drawn")
        for (month,) in con.execute(
            "SELECT DISTINCT strftime(local_date, '%Y-%m') FROM given"
        ).fetchall():
            con.execute(
                "CREATE OR REPLACE TEMP VIEW month AS SELECT * FROM given "
                f"WHERE strftime(local_date, '%Y-%m') = '{month}'"
            )
            tx.replace("contacts", "t", month, con, "month")
        con.execute("DROP VIEW month; DROP TABLE drawn; DROP TABLE given")
        cases.refresh(tx)
        tx.commit()
    return folder


def _exposures() -> list[dict[str, object]]:
    return [
        {"unit": f"agent {n}", "assigned_from": FIRST + timedelta(days=182) if n % 2 else None}
        for n in range(AGENTS)
    ]


def _effect(lake: Path) -> object:
    import willet  # slow import

    return willet.open(lake).effect("call_resolution", _exposures(), "agent").units


def _group(lake: Path) -> object:
    con = bare()
    return len(con.execute(YARDSTICK.format(files=_files(lake, "cases"))).fetchnumpy()["agent"])


def _group_both(lake: Path) -> object:
    con = bare()
    sqls = (YARDSTICK.format(files=_files(lake, "cases")), OF_LINKS.format(files=_files(lake)))
    return [len(con.execute(sql).fetchnumpy()["agent"]) for sql in sqls]


def _files(lake: Path, table: str = "links") -> Path:
    return next(p.parent for p in lake.rglob("*.parquet") if table in p.parts)


def _apart(lake: Path) -> list[str]:
    """The time of placebos, and of 4,999 orders of 200 agents who begin in ten steps."""
    import numpy as np

    from benchmarks.effects.worlds import World, drawn, told

    rng = np.random.default_rng(7)
    staggered = World([26 + a % 10 if a % 2 else None for a in range(AGENTS)], WEEKS, 480)
    wedge = World([26 + a % 10 for a in range(AGENTS)], WEEKS, 480)
    lines = []
    for name, world in (
        ("placebos, ten days of start", staggered),
        ("permutations and placebos", wedge),
    ):
        cells, exposures = drawn(world, rng)
        began = perf_counter()
        told(cells, exposures, rng)
        lines.append(
            f"- {name}, {AGENTS} agents: {perf_counter() - began:.2f} s once the cells are read"
        )
    return lines
