"""What the lake learns of articles: each use in a contact, by the number of the article and of the wording used."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db.models import Q

from willet.core.sources.rooms import About, Facts, RoomRow
from willet.core.sources.rooms.rows import Value
from willet.levers.knowledge.models import ArticleUse

USES: Final = "knowledge.uses"


def changed_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Every use written down since; one that speaks of no contact stays here."""
    named = ~Q(call_id="") | ~Q(contact_id="") | ~Q(case_ref="")
    uses = ArticleUse.objects.filter(named).order_by("written_at", "pk")
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
    return RoomRow(*frame, values, _about(use))


def _about(use: ArticleUse) -> About:
    agent, at = use.agent or None, use.connected_at
    if use.contact_id:
        return About(contact_id=use.contact_id, agent=agent, at=at)
    if use.call_id:
        leg, pbx = use.leg or None, use.pbx or None
        return About(source=use.source, call_id=use.call_id, pbx=pbx, leg=leg, agent=agent, at=at)
    return About(case_ref=use.case_ref, agent=agent, at=at)


FACTS = (Facts(USES, "uses", changed_since),)
