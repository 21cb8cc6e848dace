"""What the lake learns of articles: uses and searches in contacts, of a search only whether it found anything.

Those in a call written down by hand stay here until the records tell which contact it was.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import Q

from willet.core.sources.rooms import BY_HAND, About, Facts, RoomRow
from willet.core.sources.rooms.rows import Value
from willet.levers.knowledge.models import ArticleSearch, ArticleUse

USES: Final = "knowledge.uses"
SEARCHES: Final = "knowledge.searches"
_NAMED: Final = (~Q(call_id="") | ~Q(contact_id="") | ~Q(case_ref="")) & ~Q(source=BY_HAND)


def changed_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Every use written down since; one that speaks of no contact stays here."""
    uses = ArticleUse.objects.filter(_NAMED).order_by("written_at", "pk")
    if moment is not None:
        uses = uses.filter(written_at__gte=moment)
    for use in uses.iterator(chunk_size=1000):
        yield _row(use)


def _row(use: ArticleUse) -> RoomRow:
    frame = (USES, "uses", use.pk.hex, use.number, use.written_at)
    if use.is_gone:
        return RoomRow(*frame, gone=True)
    values: dict[str, Value] = {
        "kind": "article",
        "ref": str(use.article_id),
        "revision": use.revision_id,
        "used_at": use.at,
        "how": use.how,
    }
    if use.agent:
        values["agent"] = use.agent
    return RoomRow(*frame, values, about(use))


def searches_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Every search at the desk written down since; its words stay here."""
    searches = ArticleSearch.objects.filter(_NAMED).order_by("written_at", "pk")
    if moment is not None:
        searches = searches.filter(written_at__gte=moment)
    for one in searches.iterator(chunk_size=1000):
        values: dict[str, Value] = {
            "kind": "search",
            "ref": str(one.pk),
            "used_at": one.at,
            "how": "found" if one.results else "nothing",
        }
        if one.agent:
            values["agent"] = one.agent
        frame = (SEARCHES, "uses", str(one.pk), one.number, one.written_at)
        yield RoomRow(*frame, values, about(one))


def about(use: ArticleUse | ArticleSearch) -> About:
    """The contact, call or case that one of these speaks of."""
    agent, at = use.agent or None, use.connected_at
    if use.contact_id:
        return About(contact_id=use.contact_id, agent=agent, at=at)
    if use.call_id:
        leg, pbx = use.leg or None, use.pbx or None
        return About(source=use.source, call_id=use.call_id, pbx=pbx, leg=leg, agent=agent, at=at)
    return About(case_ref=use.case_ref, agent=agent, at=at)


FACTS = (Facts(USES, "uses", changed_since), Facts(SEARCHES, "uses", searches_since))
