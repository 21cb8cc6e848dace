"""Dispositions raced for, on SQLite and on PostgreSQL, by eight processes of one home.

Each of 100 calls has two legs. Eight processes save each leg's disposition at once, all as if nothing had been said of
it; then each changes it once, knowing the first wording. Known beforehand: one first wording and one change of each leg
(the others are told that it was saved meanwhile), revisions 1 and 2 without a gap, and four wordings counted of each
call, so that none of them is missed by the lake.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.homes import homes
from benchmarks.rounds import RESULTS, write_results
from tests.scaffold.racing import racers

CALLS, WORKERS = 100, 8
PLANT = """
from willet.desk.models import Leg, PhoneCall
from willet.people.domain import add_person
anna = add_person("anna", email="anna@willet.example", role="agent")
for place in range({calls}):
    call = PhoneCall.objects.create(source="pbx", call_id=str(place))
    for leg in ("1", "2"):
        Leg.objects.create(call=call, leg=leg, agent="Anna", person=anna)
"""
SAY = """
import time
from django.db import OperationalError
from willet.core.records import RequestError
from willet.desk.domain.disposing import Ending, dispose
from willet.desk.models import Leg, Solved
from willet.people.models import User

def say(known):
    person = User.objects.get(username="anna")
    legs = list(Leg.objects.select_related("call").order_by("pk"))
    random.shuffle(legs)
    return sum(said(leg, person, known) for leg in legs)

def said(leg, person, known):
    while True:
        try:
            dispose(leg, Ending(Solved.YES, code=f"of {number} {known}"), by=person, known=known)
            return 1
        except RequestError:
            return 0
        except OperationalError:
            # SQLite lets one writer in after another, and not in turn: a page that waited too long sends it again.
            time.sleep(random.random())
"""
READ = """
import json
from collections import Counter
from willet.desk.models import Leg, PhoneCall
revisions = Counter(str(sorted(d.revision for d in leg.dispositions.all())) for leg in Leg.objects.all())
print(json.dumps([revisions, Counter(PhoneCall.objects.values_list("revision", flat=True))]))
"""


def main() -> int:
    """Both databases; 1 where a wording was lost or written twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=CALLS, help="calls raced for")
    parser.add_argument("--results", type=Path, default=RESULTS, help="file to write into")
    wanted = parser.parse_args()
    lines = [
        f"{wanted.calls:,} calls of two legs, {WORKERS} processes.",
        "",
        "| database | first wordings | changes | revisions of legs | wordings of calls | as it must be | s |",
        "|---|---|---|---|---|---|---|",
    ]
    with homes("desk-") as known:
        for database, rooms in known.items():
            lines += _on(database, rooms, wanted.calls)
    write_results("Dispositions raced for", lines, wanted.results)
    return any("**no**" in line for line in lines)


def _on(database: str, rooms: dict[str, str], calls: int) -> Iterator[str]:
    with racers(rooms, processes=WORKERS) as workers:
        workers.alone(PLANT.format(calls=calls))
        workers.race(SAY)
        began = time.monotonic()
        first, changed = (sum(map(int, workers.race(f"print(say({known}))"))) for known in (0, 1))
        took = time.monotonic() - began
        legs, counted = (_counts(counts) for counts in json.loads(workers.alone(READ)))
    due = (2 * calls, 2 * calls, f"{2 * calls:,} x [1, 2]", f"{calls:,} x 4")
    held = "yes" if (first, changed, legs, counted) == due else "**no**"
    line = f"| {database} | {first:,} | {changed:,} | {legs} | {counted} | {held} | {took:.0f} |"
    print(line, file=sys.stderr, flush=True)
    yield line


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{n:,} x {what}" for what, n in sorted(counts.items()))


if __name__ == "__main__":
    sys.exit(main())
