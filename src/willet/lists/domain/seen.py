"""What the lake carries of a list: each name it shows, with its contacts."""

from pathlib import Path

from django.conf import settings

import willet
from willet.core.lake.dimension.rows import KINDS

_NAMES = """
SELECT name, sum(n) FROM (
    SELECT {kind} AS name, count(*) AS n FROM contacts WHERE {kind} IS NOT NULL GROUP BY {kind}
    {visits}
) GROUP BY name ORDER BY name
"""
_OF_VISITS = "UNION ALL SELECT DISTINCT {kind}, 0 FROM visits WHERE {kind} IS NOT NULL"


def names_seen(kind: str) -> dict[str, int]:
    """Each name of a list that the call records carry, and its contacts.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    assert kind in KINDS, "the addresses know the lists"
    lake = Path(settings.WILLET_HOME) / "lake"
    if not (lake / "HEAD").exists():
        return {}
    visits = "" if kind == "disposition" else _OF_VISITS.format(kind=kind)
    with willet.open(lake).lake.snapshot().reading() as con:
        rows = con.execute(_NAMES.format(kind=kind, visits=visits)).fetchall()
    return {name: int(n) for name, n in rows}
