"""A relation of the cases in which each pending one has the chance that it will be solved."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from math import ceil

import numpy as np
from duckdb import DuckDBPyConnection

from willet.core.cases.outlook import LEARN_DAYS, RECORD_DAYS
from willet.core.cases.settling.history import history
from willet.core.cases.settling.prospect import codes_of, prospect_of
from willet.core.cases.settling.states import NOW, PENDING
from willet.core.cases.span import seen_days
from willet.core.lake.seen import HORIZON_DAYS
from willet.core.metrics import Foresight

RELATION = "foreseen_cases"

_FORESEEN = f"""
CREATE OR REPLACE TEMP VIEW {RELATION} AS
SELECT *, NULL::DOUBLE AS expected, NULL::DOUBLE AS doubt FROM cases WHERE settled IS NOT FALSE
UNION ALL
SELECT c.*, o.expected, o.doubt FROM cases c LEFT JOIN {{outlook}} o
    ON o.age = (DATE '{{today}}' - c.local_date) AND o.state = {NOW}
    AND o.queue = coalesce(c.queue, '') AND o.topic = coalesce(c.topic, '')
WHERE c.settled IS FALSE
"""
_NAMED = "SELECT DISTINCT source FROM cases WHERE identified"
_SOURCES = "SELECT DISTINCT source FROM cases WHERE source IS NOT NULL ORDER BY source"
_NEWEST = "SELECT max(arrived_at) FROM links WHERE local_date = $today"

_NUMBER = count()


@dataclass(frozen=True)
class Foreseen:
    """What is foreseen in one state of the lake under one set of rules: a table of the engine, and its newest day.

    `outlook` is empty where nothing can be foreseen, or nothing is pending. `changed_on` is the day since which
    cases surely end otherwise than before, where there is one.
    """

    outlook: str
    today: date | None
    nameless: tuple[str, ...]
    changed_on: date | None = None


def shown(con: DuckDBPyConnection, foreseen: "Foreseen") -> Foresight:
    """Let this connection show the cases with what is foreseen of them."""
    if not foreseen.outlook:
        return Foresight(nameless=foreseen.nameless)
    con.execute(_FORESEEN.format(outlook=foreseen.outlook, today=foreseen.today))
    return Foresight("cases", RELATION, foreseen.nameless, foreseen.changed_on)


def foreseen(con: DuckDBPyConnection, window_days: float) -> "Foreseen":
    """What can be foreseen of the pending cases of this connection; it shows `cases`, `links` and the facts.

    A day must have a whole window before it, as every later one has, and one after it to end in: of records
    of less than two windows nothing is foreseen.
    """
    nameless, days = _nameless(con), seen_days(con)
    ages = ceil(window_days)
    if days is None or ages > HORIZON_DAYS or (days[1] - days[0]).days + 1 < 2 * ages:
        return Foreseen("", None, nameless)
    outlook, changed_on = _outlook(con, *days, ages)
    return Foreseen(outlook, days[1], nameless, changed_on)


def _nameless(con: DuckDBPyConnection) -> tuple[str, ...]:
    """The sources that tell no customers at all."""
    named = {source for (source,) in con.execute(_NAMED).fetchall()}
    return tuple(s for (s,) in con.execute(_SOURCES).fetchall() if s not in named)


def _outlook(
    con: DuckDBPyConnection, first: date, today: date, ages: int
) -> tuple[str, date | None]:
    """A table of the engine: the chance, and its error, of the pending cases by how they stand; "" where none are.

    And the day of a sudden change that this rests on.
    """
    pending = con.execute(PENDING.format(now=NOW), {"today": today}).fetchnumpy()
    newest: datetime | None = con.execute(_NEWEST, {"today": today}).fetchall()[0][0]
    if newest is None or not len(pending["age"]):
        return "", None
    back = timedelta(days=LEARN_DAYS + RECORD_DAYS + 2 * ages)
    final = today - timedelta(days=ages)
    since = max(first, today - back)
    seen = history(con, today=today, first=since, final=final, now=newest, ages=ages)
    prospect = prospect_of(seen)
    age, state, queue, topic = (
        np.ma.getdata(pending[c]) for c in ("age", "state", "queue", "topic")
    )
    pairs = list(zip(queue.tolist(), topic.tolist(), strict=True))
    group = codes_of(prospect.groups, pairs)
    chance, doubt = prospect.of(age.astype(np.intp), state.astype(np.intp), group)
    if np.isnan(chance).all():
        return "", None
    keys = {"age": age, "state": state, "queue": queue, "topic": topic}
    changed_on = None if prospect.changed is None else today - timedelta(days=prospect.changed)
    return _kept(con, keys, chance, doubt), changed_on


def _kept(
    con: DuckDBPyConnection,
    keys: dict[str, np.ndarray[tuple[int], np.dtype[np.generic]]],
    chance: np.ndarray[tuple[int], np.dtype[np.float64]],
    doubt: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> str:
    name = f"outlook_{next(_NUMBER)}"
    con.register("foreseen", {**keys, "expected": chance, "doubt": doubt})
    con.execute(
        f"CREATE TABLE {name} AS SELECT * REPLACE ("
        "CASE WHEN NOT isnan(expected) THEN expected END AS expected, "
        "CASE WHEN NOT isnan(doubt) THEN doubt END AS doubt) FROM foreseen"
    )
    con.unregister("foreseen")
    return name
