"""Processes race for entries, spellings and merges, in SQLite and in PostgreSQL: each is done once."""

from tests.scaffold.racing import race, run

COUNT = 12
"""Of each kind; a benchmark of a thousand is the same lines with another number."""
PREPARE = f"""
from willet.lists.domain.verbs import entry_of
from willet.people.agents.keeping import NOBODY
from willet.people.agents.verbs import add_agent
for i in range({COUNT}):
    entry_of("topic", f"one {{i}}", by=NOBODY), entry_of("topic", f"other {{i}}", by=NOBODY)
for i in range(3):
    add_agent(f"Agent {{i}}", by=NOBODY)
"""
IMPORTS = """
from willet.lists.domain.verbs import entry_of
from willet.lists.models import ListEntry
from willet.people.agents.keeping import NOBODY, NamesError
from willet.people.agents.merging import merge
from willet.people.agents.verbs import give_spelling
from willet.people.models import KnownAgent

def done(verb, *given, **more):
    try:
        verb(*given, by=NOBODY, **more)
        return 1
    except NamesError:
        return 0
"""
RACE = f"""
agent = KnownAgent.objects.get(name=f"Agent {{number}}")
won = [0, 0, 0]
for i in range({COUNT}):
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


def test_each_entry_spelling_and_merge_is_done_once(rooms: dict[str, str]) -> None:
    run(rooms, PREPARE)

    printed = race(rooms, imports=IMPORTS, race=RACE)

    entries, spellings, merges = (
        sum(map(int, won)) for won in zip(*(p.split() for p in printed), strict=True)
    )
    # An entry is the same for everybody who asks; a spelling has one winner; of two ways to merge one holds.
    assert entries == 3 * COUNT
    assert spellings == COUNT
    assert COUNT <= merges <= 2 * COUNT
    assert run(rooms, COUNTED) == f"{COUNT} {COUNT} {COUNT} 0 {3 * COUNT}\n"
