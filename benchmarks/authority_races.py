"""A thousand races each within authority, on SQLite and on PostgreSQL, by three processes of one home.

Two leads and the agent end each of 1,000 requests; 50 grants of 1.00 go against each of 1,000 budgets of 10.00; a
limit is lowered and raised 1,000 times while others grant. Known beforehand: one verdict each, as many grants as were
granted, every budget spent to the cent and no further, and no grant above the limit that held at its moment. Then 50
grants go against the budget of each of 100 customers whose call the three processes name each in its own way.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.homes import homes
from benchmarks.rounds import RESULTS, write_results
from tests.levers.authority.test_races import expected, raced

COUNT = 1000
WHAT = (
    "two leads and the agent end one request",
    "50 grants against one budget: the grants",
    "50 grants against one budget by three names of a call, a tenth as many: the grants",
    "verdicts and their grants",
    "budgets spent",
    "a limit lowered meanwhile",
)


def main() -> int:
    """All races on both databases; 1 where anything was done twice, or a budget overdrawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="races of each kind")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    wanted = parser.parse_args()
    lines = ["| database | races | outcome | as it must be | s in all |", "|---|---|---|---|---|"]
    with homes("authority-") as known:
        for database, rooms in known.items():
            lines += _on(database, rooms, wanted.count)
    write_results("Authority races", lines, wanted.results)
    return any("**no**" in line for line in lines)


def _on(database: str, rooms: dict[str, str], count: int) -> Iterator[str]:
    began, calls = time.monotonic(), max(1, count // 10)
    outcome = raced(rooms, requests=count, budgets=count, each=50, rounds=count, calls=calls)
    must, took = expected(requests=count, budgets=count, calls=calls), time.monotonic() - began
    for what, came, due in zip(WHAT, outcome, must, strict=True):
        held = "yes" if came == due else "**no**"
        line = f"| {database} | {count:,} x {what} | {came} | {held} | {took:.0f} |"
        print(line, file=sys.stderr, flush=True)
        yield line


if __name__ == "__main__":
    sys.exit(main())
