"""Processes race for entries, spellings and merges, in SQLite and in PostgreSQL: each is done once."""

import pytest

from tests.scaffold.postgres import postgres_as_a_proof
from tests.scaffold.racing import race, run

COUNT = 12
"""Of each kind; `benchmarks/races.py` runs the same with a thousand."""
IMPORTS = """
from willet.lists.domain.verbs import entry_of
from willet.lists.models import ListEntry
from willet.people.agents.keeping import NOBODY, NamesError
from willet.people.agents.merging import merge
from willet.people.agents.verbs import add_agent, give_spelling
from willet.people.models import KnownAgent

def done(verb, *given, **more):
    try:
        verb(*given, by=NOBODY, **more)
        return 1
    except NamesError:
        return 0
"""
PREPARE = """
for i in range({count}):
    entry_of("topic", f"one {{i}}", by=NOBODY), entry_of("topic", f"other {{i}}", by=NOBODY)
for i in range(3):
    add_agent(f"Agent {{i}}", by=NOBODY)
"""
RACE = """
agent = KnownAgent.objects.get(name=f"Agent {{number}}")
won = [0, 0, 0]
for i in range({count}):
    won[0] += done(entry_of, "queue", f"queue {{i}}")
    won[1] += done(give_spelling, agent, f"spelt {{i}}")
    pair = [ListEntry.objects.get(kind="topic", name=f"{{w}} {{i}}") for w in ("one", "other")]
    won[2] += done(merge, *(pair if number % 2 else pair[::-1]))
print(*won)
"""
COUNTED = """
from willet.activity.models import ActivityEntry
from willet.lists.models import ListEntry
from willet.people.models import Spelling
merged = ListEntry.objects.filter(merged_into__isnull=False)
print(
    ListEntry.objects.filter(kind="queue").count(),
    Spelling.objects.count(),
    merged.count(),
    sum(entry.merged_into.merged_into_id is not None for entry in merged),
    ActivityEntry.objects.filter(act="added", kind="lists.listentry").count(),
)
"""


def raced(rooms: dict[str, str], count: int) -> tuple[list[int], str]:
    """How many entries, spellings and merges the processes won together; and what stands there in the end."""
    run(rooms, IMPORTS + PREPARE.format(count=count))
    printed = race(rooms, imports=IMPORTS, race=RACE.format(count=count))
    won = [sum(map(int, one)) for one in zip(*(p.split() for p in printed), strict=True)]
    return won, run(rooms, COUNTED).strip()


@pytest.mark.proof
@postgres_as_a_proof
def test_each_entry_spelling_and_merge_is_done_once(rooms: dict[str, str]) -> None:
    (entries, spellings, merges), counted = raced(rooms, COUNT)

    # An entry is the same for everybody who asks; a spelling has one winner; of two ways to merge one holds.
    assert (entries, spellings) == (3 * COUNT, COUNT)
    assert COUNT <= merges <= 2 * COUNT
    assert counted == f"{COUNT} {COUNT} {COUNT} 0 {3 * COUNT}"
