"""Topics of unresolved cases on which there is no article: what somebody should write next."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from willet.core.cases.directions import EVER_HANDLED, INBOUND
from willet.figures.domain.asking import Reading
from willet.levers.knowledge.models import Article, ArticleState

DAYS: Final = 90
_TOPICS: Final = f"""
SELECT topic, count(*), count(*) FILTER (cause = 'information') FROM cases
WHERE {INBOUND} AND {EVER_HANDLED} AND resolved = FALSE AND topic IS NOT NULL AND local_date > $after
GROUP BY topic ORDER BY 3 DESC, 2 DESC, topic
"""


@dataclass(frozen=True, slots=True)
class TopicGap:
    """A topic without an article: its unresolved cases of ninety days, and those that lacked information."""

    topic: str
    cases: int
    lacked: int


def topic_gaps(reading: Reading | None, most: int = 20) -> list[TopicGap]:
    """The topics without an article in use, those first whose cases most often lacked information.

    Raises:
        LakeError: a file of the lake cannot be read.
    """
    if reading is None or reading.days is None:
        return []
    after = reading.days[1] - timedelta(days=DAYS)
    in_use = Article.objects.exclude(state=ArticleState.ARCHIVED).exclude(editions=None)
    written = set(in_use.values_list("topic", flat=True))
    rows = reading.rows(_TOPICS, {"after": after})
    return [TopicGap(*row) for row in rows if row[0] not in written][:most]
