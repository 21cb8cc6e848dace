"""Contacts in which a lever was used beside those in which it was not: the verdict on their cases, by like work."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from willet.core.cases.directions import INBOUND
from willet.core.cases.within import rows_within
from willet.core.metrics import Question
from willet.core.statistics.within_strata import StratumDifference, difference_within

_USED: Final = """
SELECT coalesce(topic, '') AS topic, coalesce(queue, '') AS queue,
    coalesce(agent, strftime(local_date, '%Y-%m-%d')) AS whose,
    contact_id IN (SELECT contact_id FROM uses WHERE list_contains($kinds, kind)
        AND list_contains($hows, how) AND ($ref = '' OR ref = $ref) AND contact_id IS NOT NULL) AS has,
    count(*), count(*) FILTER (resolved)
{rows} AND resolved IS NOT NULL AND matured
GROUP BY ALL ORDER BY ALL
"""


def used_sql(
    question: Question, kinds: Sequence[str], hows: Sequence[str], ref: str = ""
) -> tuple[str, dict[str, Any]]:
    """The statement that counts the judged contacts of a question that an agent took, and what it binds."""
    rows, bound = rows_within(question, "links", "handled", INBOUND)
    given: Mapping[str, Any] = {"kinds": list(kinds), "hows": list(hows), "ref": ref}
    return _USED.format(rows=rows), {**bound, **given}


def beside_others(rows: Sequence[tuple[Any, ...]]) -> StratumDifference | None:
    """The difference within topics and queues, from the rows of `used_sql`; None where too little can be compared."""
    if not rows:
        return None
    topics, queues, whose, has, n, hits = zip(*rows, strict=True)
    strata = np.unique(
        [f"{t}\x1f{q}" for t, q in zip(topics, queues, strict=True)], return_inverse=True
    )[1]
    clusters = np.unique(whose, return_inverse=True)[1]
    return difference_within(
        strata, np.array(has, bool), clusters, np.array(n, float), np.array(hits, float)
    )
