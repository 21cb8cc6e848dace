"""Nobody is asked too often: eight workers claim 10,000 invitations of three waves at once, on both databases.

`python -m benchmarks.survey_rest`. The rule is checked from its definition over what was sent: of any two invitations
that went to one person, under either of two keys, or to one mailbox, the later came at least as many days after as each
of their waves lets rest. And nobody was held for nothing: whoever was held has one that went within those days.
"""

import argparse
import time
from pathlib import Path

from benchmarks.homes import homes
from benchmarks.rounds import RESULTS, write_results
from tests.levers.surveys.resting import CLAIM, PLANT, RaceOutcome, judged
from tests.scaffold.racing import racers

SEED = 20261129
INVITATIONS, CUSTOMERS, MAILBOXES, WORKERS, SPAN_DAYS = 10_000, 4_000, 1_600, 8, 180
REST_DAYS = (7, 30, 60)


def race(environment: dict[str, str], share: float) -> RaceOutcome:
    """One race on one database: how many went, how many were held, and how often the rule was broken."""
    count = int(INVITATIONS * share)
    with racers(environment, processes=WORKERS) as workers:
        workers.alone(PLANT)
        workers.alone(f"plant({count}, {CUSTOMERS}, {SPAN_DAYS}, {REST_DAYS}, {SEED})")
        workers.race(CLAIM)
        began = time.perf_counter()
        claimed = [int(printed) for printed in workers.race(f"ask({WORKERS}, {MAILBOXES})")]
        took_s = time.perf_counter() - began
        return judged(workers, claimed, took_s, mailboxes=MAILBOXES)


def main() -> None:
    """Race on both, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how much of the race to run")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    wanted = parser.parse_args()
    lines = [
        f"{int(INVITATIONS * wanted.share):,} invitations of three waves (rests of 7, 30 and 60 days), "
        "2,000 persons of two keys each, 1,600 mailboxes, 180 days; eight processes, each invitation wanted by two.",
        "",
        "| database | sent | held | rest broken | held for nothing | s |",
        "|---|---|---|---|---|---|",
    ]
    with homes("willet-rest-") as known:
        for name, environment in known.items():
            o = race(environment, wanted.share)
            row = f"| {name} | {o.sent:,} | {o.held:,} | {o.broken} | {o.for_nothing} | {o.took_s:.0f} |"
            print(row, flush=True)
            lines.append(row)
    write_results("Who was asked rests", lines, wanted.results)


if __name__ == "__main__":
    main()
