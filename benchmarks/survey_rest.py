"""Nobody is asked too often: eight workers claim 10,000 invitations of three waves at once, on both databases.

`python -m benchmarks.survey_rest`. The rule is checked from its definition over what was sent: of any two invitations
that went to one customer, or to one mailbox, the later came at least as many days after as each of their waves lets
rest. And nobody was held for nothing: whoever was held has one that went within those days.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.rounds import RESULTS, write_results
from tests.scaffold.postgres import in_postgres, installed, served
from tests.scaffold.racing import Racers, racers

SEED = 20261129
INVITATIONS, CUSTOMERS, MAILBOXES, WORKERS, SPAN_DAYS = 10_000, 2_000, 1_600, 8, 180
REST_DAYS = (7, 30, 60)
PLANT = """
import random
from datetime import UTC, datetime, timedelta
from willet.levers.surveys.models import Invitation, Wave
from willet.people.domain import add_person

def plant(count, customers, span_days, rests, seed):
    dice = random.Random(seed)
    owner = add_person("marit", email="marit@willet.example", role="manager")
    waves = [
        Wave.objects.create(name=f"rests {days}", company="Acme", owner=owner, state="running", quarantine_days=days)
        for days in rests
    ]
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    Invitation.objects.bulk_create(
        Invitation(
            wave=dice.choice(waves), contact_id=f"c{number}", customer_key=str(dice.randrange(customers)),
            arrived_at=begin, language="en", inclusion_p=1.0,
            due_at=begin + timedelta(seconds=dice.randrange(span_days * 86_400)),
        )
        for number in range(count)
    )
"""
CLAIM = """
from willet.levers.surveys.domain.claiming import NotNowError, claim
from willet.levers.surveys.domain.resting import mark_of_key
from willet.levers.surveys.models import Invitation

def ask(workers, mailboxes):
    # Two workers want each invitation; every worker goes its own way through them.
    mine = [i for place, i in enumerate(Invitation.objects.select_related("wave").order_by("pk"))
            if number in (place % workers, (place + 3) % workers)]
    random.shuffle(mine)
    sent = 0
    for invitation in mine:
        mailbox = f"mailbox {int(invitation.customer_key) % mailboxes}"
        try:
            claim(invitation, [mark_of_key(invitation.customer_key), mailbox], now=invitation.due_at)
        except NotNowError:
            continue
        sent += 1
    print(sent)
"""
READ = """
import json
print(json.dumps([
    [i.customer_key, i.address_mark, i.state, i.due_at.timestamp(), i.wave.quarantine_days]
    for i in Invitation.objects.select_related("wave")
]))
"""


@dataclass(frozen=True)
class RaceOutcome:
    """What came of one race."""

    sent: int
    held: int
    broken: int
    for_nothing: int
    took_s: float


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
        return _judged(workers, claimed, took_s)


def _judged(workers: Racers, claimed: list[int], took_s: float) -> RaceOutcome:
    rows = json.loads(workers.alone(READ))
    sent = [row for row in rows if row[2] == "sending"]
    held = [row for row in rows if row[2] == "held"]
    assert len(sent) == sum(claimed), "an invitation went twice, or its claim was lost"
    assert len(sent) + len(held) == len(rows)
    broken = sum(_too_close(one, other) for group in _groups(sent) for one, other in _pairs(group))
    near = _by_name(sent)
    for_nothing = sum(not _has_reason(row, near) for row in held)
    return {
        "sent": len(sent),
        "held": len(held),
        "broken": broken,
        "for_nothing": for_nothing,
        "s": took_s,
    }


Row = list[object]


def _by_name(rows: list[Row]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in _names(row):
            groups.setdefault(name, []).append(row)
    return groups


def _names(row: Row) -> tuple[str, str]:
    return f"customer {row[0]}", f"mailbox {int(str(row[0])) % MAILBOXES}"


def _groups(rows: list[Row]) -> list[list[Row]]:
    return list(_by_name(rows).values())


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            yield one, other


def _too_close(one: Row, other: Row) -> bool:
    gap_s = abs(float(str(one[3])) - float(str(other[3])))
    return gap_s < max(int(str(one[4])), int(str(other[4]))) * 86_400


def _has_reason(row: Row, near: dict[str, list[Row]]) -> bool:
    """Somebody of the customer or mailbox was asked too near; or later than this one, for workers run ahead."""
    others = [other for name in _names(row) for other in near.get(name, ())]
    return any(_too_close(row, o) or float(str(o[3])) > float(str(row[3])) for o in others)


@contextmanager
def homes(folder: Path) -> Iterator[dict[str, dict[str, str]]]:
    """A fresh home in each database."""
    known = {"SQLite": os.environ | {"WILLET_HOME": str(folder / "lite"), "WILLET_DATABASE": ""}}
    programs = installed()
    assert programs is not None, "this proof wants a PostgreSQL"
    (folder / "server").mkdir()
    folder.chmod(0o755)
    with served(programs, folder / "server") as server:
        yield known | {"PostgreSQL": in_postgres(server.fresh(), folder / "post")}


def main() -> None:
    """Race on both, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="how much of the race to run")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    wanted = parser.parse_args()
    lines = [
        f"{int(INVITATIONS * wanted.share):,} invitations of three waves (rests of 7, 30 and 60 days), 2,000 customers, "
        "1,600 mailboxes, 180 days; eight processes, each invitation wanted by two of them.",
        "",
        "| database | sent | held | rest broken | held for nothing | s |",
        "|---|---|---|---|---|---|",
    ]
    with TemporaryDirectory(prefix="willet-rest-") as folder, homes(Path(folder)) as known:
        for name, environment in known.items():
            o = race(environment, wanted.share)
            row = f"| {name} | {o.sent:,} | {o.held:,} | {o.broken} | {o.for_nothing} | {o.took_s:.0f} |"
            print(row, flush=True)
            lines.append(row)
    write_results("Who was asked rests", lines, wanted.results)


if __name__ == "__main__":
    main()
