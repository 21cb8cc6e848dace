"""The rooms of the demo: the truth of the simulator told to each room, which invents what people would have done."""

import json
from collections.abc import Mapping
from datetime import UTC, date
from pathlib import Path
from typing import Any

_CALLS = """
SELECT contact_id, coalesce(CAST(customer_key AS VARCHAR), ''), arrived_at, coalesce(queue, ''), coalesce(agent, ''),
    coalesce(team, ''), coalesce(topic, ''), coalesce(language, ''), coalesce(cause, '')
FROM contacts WHERE {inbound} ORDER BY arrived_at, contact_id
"""
_TRUTH = """
SELECT 'simulated:' || contact_id, solved, greatest(feeling, 1), word FROM read_parquet($truth) WHERE handled
"""


def fill_rooms(folder: Path) -> None:
    """Let every room invent, and bring what they did into the lake; once."""
    from willet.people.models import User  # app ready: models exist only after boot
    from willet.ui.invented import InventedCall, InventedCentre  # app ready
    from willet.ui.offers import offers  # app ready

    truth = _truth(folder)
    calls = [
        InventedCall(row[0], row[1], row[2].replace(tzinfo=UTC), *row[3:], *truth[row[0]])
        for row in _rows()
        if row[0] in truth
    ]
    people = {person.role: person for person in User.objects.all()}
    centre = InventedCentre(calls, calls[-1].arrived_at, people, trials_of(folder))
    for invent in offers("invented", "INVENT"):
        invent(centre)
    from willet.imports.domain.facts import Handing  # app ready

    Handing().land()
    for finish in offers("invented", "FINISH"):
        finish(centre)


def _rows() -> list[tuple[Any, ...]]:
    from willet.core.cases.directions import INBOUND  # slow import
    from willet.figures.domain.asking import read_lake  # app ready
    from willet.people.visibility import OPEN  # app ready

    reading = read_lake(OPEN)
    assert reading is not None, "the calls were imported a moment ago"
    return reading.whole.rows(_CALLS.format(inbound=INBOUND))


def trials_of(folder: Path) -> dict[str, dict[str, date | None]]:
    """Who tries what from when, as planted."""
    document = json.loads((folder / "simulated" / "truth.json").read_text("utf-8"))
    return {
        name: {
            agent: date.fromisoformat(day) if day else None for agent, day in t["starts"].items()
        }
        for name, t in document.get("interventions", {}).items()
    }


def _truth(folder: Path) -> Mapping[str, tuple[Any, ...]]:
    """Of each contact that an agent took: whether it is solved, how content the customer is, what the agent says."""
    import duckdb  # slow import

    file = str(folder / "simulated" / "truth" / "contacts.parquet")
    rows = duckdb.execute(_TRUTH, {"truth": file}).fetchall()
    return {contact: (bool(solved), feeling, word) for contact, solved, feeling, word in rows}
