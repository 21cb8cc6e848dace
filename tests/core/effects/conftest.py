"""Call centres drawn in memory: agents with a weekly rate of customers who come back, and what is planted on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.core.cases.conftest import put
from willet.core import cases
from willet.core.lake import Lake
from willet.core.lake.engine import open_engine
from willet.core.records import TABLES

START = datetime(2024, 1, 1, 9)
FIRST = START.date()
QUEUES = ("sales", "help")
Row = dict[str, Any]


def day(n: int) -> date:
    """The nth day of the records."""
    return FIRST + timedelta(days=n)


def names(count: int) -> list[str]:
    """So many agents."""
    return [f"a{n:02d}" for n in range(count)]


def contact(n: int, who: int, at: datetime, agent: str | None, **more: Any) -> Row:
    """An inbound call of a customer, answered by the agent; nobody answered where there is none."""
    quarter = (at.hour * 60 + at.minute) // 15
    return {
        "contact_id": f"t:{n:06d}",
        "source": "t",
        "customer_key": who,
        "identity": "customer_id",
        "id_key": who,
        "arrived_at": at,
        "local_date": at.date(),
        "local_interval": quarter,
        "wall_interval": quarter,
        "direction": "inbound",
        "channel": "voice",
        "agent": agent,
        "outcome": "answered" if agent else "abandoned",
        "queue": QUEUES[who % 2],
        "talk_s": 200.0 + who % 50,
    } | more


def drawn(
    agents: Sequence[str],
    weeks: int,
    solved: Callable[[int, int], float],
    *,
    per_week: int = 12,
    seed: int = 1,
    teams: Mapping[str, str] | None = None,
    answered_from: int | None = None,
) -> tuple[list[Row], list[Row]]:
    """Contacts and customers' answers. `solved(agent, week)` is the chance that nobody has to call again.

    Who has to calls again two days later, and reaches any agent. From day `answered_from` on one customer in three
    says whether it was solved.
    """
    rng = np.random.default_rng(seed)
    contacts: list[Row] = []
    answers: list[Row] = []
    who = 0
    for week in range(weeks):
        for place, agent in enumerate(agents):
            for _ in range(per_week):
                who += 1
                at = START + timedelta(
                    days=7 * week + int(rng.integers(7)), minutes=int(rng.integers(480))
                )
                team = {} if teams is None else {"team": teams[agent]}
                first = contact(2 * who, who, at, agent, **team)
                contacts.append(first)
                well = bool(rng.random() < solved(place, week))
                if not well:
                    other = agents[int(rng.integers(len(agents)))]
                    team = {} if teams is None else {"team": teams[other]}
                    again = contact(2 * who + 1, who, at + timedelta(days=2), other, **team)
                    contacts.append(again)
                asked = answered_from is not None and at.date() >= day(answered_from)
                if asked and who % 3 == 0:
                    answers.append(_answer(first, well))
    return contacts, answers


def _answer(of: Row, well: bool) -> Row:
    said = of["arrived_at"] + timedelta(hours=3)
    names = ("contact_id", "source", "customer_key", "local_date", "agent", "queue")
    return {name: of[name] for name in names} | {
        "instrument": "resolved",
        "scale": "0-1",
        "score": float(well),
        "asked_by": "mail",
        "answered_at": said,
    }


def lake_of(
    folder: Path,
    contacts: Iterable[Row],
    answers: Iterable[Row] = (),
    interventions: Iterable[Row] = (),
    visits: Iterable[Row] = (),
) -> Lake:
    """A lake with these rows, linked."""
    lake = Lake.create(folder, zone="UTC")
    given = {
        "contacts": contacts,
        "visits": _fitting(visits),
        "answers": answers,
        "interventions": interventions,
    }
    with lake.writing(grace_s=0) as tx, open_engine() as con:
        for table, rows in given.items():
            put(con, table, rows, "given")
            if table == "interventions":
                tx.replace(table, "t", "all", con, "given")
                continue
            months = con.execute("SELECT DISTINCT strftime(local_date, '%Y-%m') FROM given")
            for (month,) in months.fetchall():
                con.execute(
                    "CREATE OR REPLACE TEMP VIEW month AS SELECT * FROM given "
                    f"WHERE strftime(local_date, '%Y-%m') = '{month}'"
                )
                tx.replace(table, "t", month, con, "month")
        cases.refresh(tx)
        tx.commit()
    return lake


def _fitting(rows: Iterable[Row]) -> list[Row]:
    return [{n: v for n, v in row.items() if n in TABLES["visits"].names} for row in rows]


def listed(starts: Mapping[str, date | None]) -> list[dict[str, object]]:
    """Exposures, as a mapping each."""
    return [{"unit": name, "assigned_from": start} for name, start in starts.items()]


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """Sixteen agents over twenty-six weeks; from week 12 on the first eight solve 16 points more."""

    def solved(agent: int, week: int) -> float:
        return 0.6 + 0.02 * (agent % 4) + (0.16 if agent < 8 and week >= 12 else 0.0)

    folder = tmp_path_factory.mktemp("course") / "lake"
    teams = {name: f"team {n % 4}" for n, name in enumerate(names(16))}
    return lake_of(folder, *drawn(names(16), 26, solved, teams=teams, answered_from=0))
