"""The judged contacts of the data store, for rooms that plant what an invented centre did."""

from datetime import UTC, datetime
from typing import Final, NamedTuple

from willet.core.cases.directions import INBOUND
from willet.core.lake import Lake
from willet.figures.domain.whole import lake_path

_CALLS: Final = f"""
SELECT contact_id, topic, agent, resolved, arrived_at FROM links
WHERE handled AND {INBOUND} AND resolved IS NOT NULL AND topic IS NOT NULL AND agent IS NOT NULL
ORDER BY arrived_at DESC, contact_id
"""


class JudgedCall(NamedTuple):
    """One contact that an agent took, with the verdict on its case."""

    contact_id: str
    topic: str
    agent: str
    resolved: bool
    arrived_at: datetime


def judged_calls() -> list[JudgedCall]:
    """All of them, the newest first; none where there is no data store yet.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if not (lake_path() / "HEAD").exists():
        return []
    with Lake.at(lake_path()).snapshot().reading() as calls:
        rows = calls.execute(_CALLS).fetchall()
    return [JudgedCall(c, t, a, r, at.replace(tzinfo=UTC)) for c, t, a, r, at in rows]
