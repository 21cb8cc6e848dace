"""What the lake knows of agents: the names it shows, and whether two of them ever talked at the same time."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

import willet
from willet.core.lake import Snapshot

_NAMES = """
SELECT agent, sum(n) FROM (
    SELECT agent, count(*) AS n FROM contacts WHERE agent IS NOT NULL GROUP BY agent
    UNION ALL SELECT DISTINCT agent, 0 FROM visits WHERE agent IS NOT NULL
    UNION ALL SELECT DISTINCT agent, 0 FROM agent_states WHERE agent IS NOT NULL
) GROUP BY agent ORDER BY agent
"""
_SOURCES = "SELECT DISTINCT source FROM contacts WHERE source IS NOT NULL ORDER BY source"
_TALKS = """
SELECT agent, local_date, begins, begins + to_microseconds(CAST(lasts * 1e6 AS BIGINT)) AS ends FROM (
    SELECT agent, local_date, coalesce(talk_s, 0) + coalesce(hold_s, 0) AS lasts,
        entered_at + to_microseconds(CAST(coalesce(wait_s, 0) * 1e6 AS BIGINT)) AS begins
    FROM visits WHERE agent IN ($one, $other)
    UNION ALL
    SELECT agent, local_date, coalesce(talk_s, 0) + coalesce(hold_s, 0),
        arrived_at + to_microseconds(CAST((coalesce(ivr_s, 0) + coalesce(wait_s, 0)) * 1e6 AS BIGINT))
    FROM contacts ANTI JOIN visits USING (contact_id) WHERE agent IN ($one, $other)
) WHERE lasts > 0
"""
_TOGETHER = f"""
WITH talks AS ({_TALKS})
SELECT count(*), min(a.local_date) FROM talks a JOIN talks b
    ON a.agent = $one AND b.agent = $other AND a.begins < b.ends AND b.begins < a.ends
"""


@dataclass(frozen=True, slots=True)
class Together:
    """How often two agents talked at the same time, and on which day first; None where they never did."""

    times: int = 0
    first: date | None = None


def names_seen() -> dict[str, int]:
    """Each name under which the lake shows an agent, and the contacts of which that one talked last.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    snapshot = _snapshot()
    if snapshot is None:
        return {}
    with snapshot.reading() as con:
        return {name: int(n) for name, n in con.execute(_NAMES).fetchall()}


def sources_seen() -> list[str]:
    """The sources of which the lake holds contacts, as these name them.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    snapshot = _snapshot()
    if snapshot is None:
        return []
    with snapshot.reading(shown=frozenset()) as con:
        return [source for (source,) in con.execute(_SOURCES).fetchall()]


def talked_together(one: str, other: str) -> Together:
    """Whether two names were talking at the same moment, which one person cannot.

    Two sources that record the same conversation look like it too; a person decides.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    snapshot = _snapshot()
    if snapshot is None:
        return Together()
    with snapshot.reading() as con:
        rows = con.execute(_TOGETHER, {"one": one, "other": other}).fetchall()
    return Together(*rows[0])


def _snapshot() -> Snapshot | None:
    lake = Path(settings.WILLET_HOME) / "lake"
    return willet.open(lake).lake.snapshot() if (lake / "HEAD").exists() else None
