"""Articles for an invented centre: some that help, some that do not, a stale language, and searches in vain."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from willet.figures.domain.judged import JudgedCall, judged_calls
from willet.levers.knowledge.domain.using import flag
from willet.levers.knowledge.domain.writing import approve, newest, propose
from willet.levers.knowledge.models import (
    Article,
    ArticleRevision,
    ArticleSearch,
    ArticleUse,
    Significance,
    UseKind,
)
from willet.lists.invented import invented_words
from willet.people.models import Role, User
from willet.ui.invented import InventedCentre

WORDS: Final = {
    "en": (
        "{topic}: what to do",
        "Ask first **since when**. Then:\n\n1. Look the customer up.\n2. Say what happens next.\n",
    ),
    "de": (
        "{topic}: was zu tun ist",
        "Fragen Sie zuerst, **seit wann**. Dann:\n\n1. Den Kunden aufrufen.\n2. Sagen, was folgt.\n",
    ),
    "nl": (
        "{topic}: wat te doen",
        "Vraag eerst **sinds wanneer**. Dan:\n\n1. De klant opzoeken.\n2. Zeggen wat er volgt.\n",
    ),
    "es": (
        "{topic}: qué hacer",
        "Pregunte primero **desde cuándo**. Después:\n\n1. Buscar al cliente.\n2. Decir qué sigue.\n",
    ),
    "vi": (
        "{topic}: cần làm gì",
        "Trước hết hỏi **từ khi nào**. Sau đó:\n\n1. Tra khách hàng.\n2. Nói bước tiếp theo.\n",
    ),
}
CHANGED: Final = {
    "en": "Ask first **since when**, and **who was there**. Then:\n\n1. Look the customer up.\n2. Book a visit.\n",
    "nl": "Vraag eerst **sinds wanneer**, en **wie er was**. Dan:\n\n1. De klant opzoeken.\n2. Bezoek boeken.\n",
    "es": "Pregunte primero **desde cuándo** y **quién estaba**. Después:\n\n1. Buscar al cliente.\n2. Reservar.\n",
    "de": "Fragen Sie zuerst, **seit wann** und **wer da war**. Dann:\n\n1. Den Kunden aufrufen.\n2. Besuch buchen.\n",
}
IN_VAIN: Final = (("cancel by letter", 7), ("move house abroad", 4), ("second invoice address", 2))
"""What was searched without a result, and how often."""
OPENED: Final = (((1, 2), (1, 4)), ((1, 4), (1, 4)))
"""Of the first and the second article: in which part of resolved and of unresolved contacts it was opened."""
MOST: Final = 400


@transaction.atomic
def invent(centre: InventedCentre) -> None:
    """Plant articles on the commonest topics, once; the last of the common topics has none."""
    manager, agent = (centre.people.get(role) for role in (Role.MANAGER, Role.AGENT))
    if manager is None or agent is None or Article.objects.exists():
        return
    calls = judged_calls()
    topics = sorted({c.topic for c in calls}, key=lambda t: (-sum(c.topic == t for c in calls), t))
    for place, topic in enumerate(topics[: max(1, len(topics) - 1)][:3]):
        wording = _written(topic, manager, since=min(c.arrived_at for c in calls))
        if place < len(OPENED):
            uses = _uses(wording, [c for c in calls if c.topic == topic], place, agent)
            ArticleUse.objects.bulk_create(uses)
    first = Article.objects.order_by("pk").first()
    if first is not None:
        _changed(first, manager)
        behind = first.editions.select_related("revision").get(language="vi").revision
        flag(behind, "The visit is missing here.", by=agent)
    now = timezone.now()
    ArticleSearch.objects.bulk_create(
        ArticleSearch(words=words, language="en", results=0, at=now - timedelta(days=n))
        for words, times in IN_VAIN
        for n in range(times)
    )


def _written(topic: str, manager: User, *, since: datetime) -> ArticleRevision:
    """An article published and looked at last before its first use: its use makes it due, and without any it shows."""
    article = Article.objects.create(topic=topic, owner=manager, reviewed_at=since)
    for language, (title, body) in WORDS.items():
        called = invented_words("topic", topic, language)
        text = {"language": language, "title": title.format(topic=called), "body": body}
        kind = Significance.MEANING if language == "en" else Significance.TRANSLATED
        approve(propose(article, significance=kind, by=manager, after=0, **text), by=manager)
        article.refresh_from_db()
    article.revisions.update(publish_at=since, written_at=since)
    published = newest(article, "en")
    assert published is not None, "it was published just now"
    return published


def _changed(article: Article, manager: User) -> None:
    """Its meaning changes, and each language with it; Vietnamese stays behind."""
    for language, text_now in CHANGED.items():
        kind = Significance.MEANING if language == "en" else Significance.TRANSLATED
        last = newest(article, language)
        assert last is not None, "every article was written in it"
        text = {"language": language, "title": last.title, "body": text_now}
        after = last.number
        approve(propose(article, significance=kind, by=manager, after=after, **text), by=manager)
        article.refresh_from_db()


def _uses(
    wording: ArticleRevision, calls: Sequence[JudgedCall], place: int, agent: User
) -> Iterator[ArticleUse]:
    """Opened in a fixed part of the contacts, and judged: the first helps where it was opened, the second seldom."""
    counts = [0, 0]
    for call in calls[-MOST * 2 :]:
        kind = 0 if call.resolved else 1
        part, whole = OPENED[place][kind]
        counts[kind] += 1
        if counts[kind] % whole >= part:
            continue
        helped = call.resolved if place == 0 else counts[kind] % (3 * whole) == 0
        judged = UseKind.SOLVED if helped else UseKind.NOT_HELPFUL
        for how in (UseKind.OPENED, judged):
            yield ArticleUse(
                article=wording.article,
                revision=wording,
                how=how.value,
                by=agent,
                at=call.arrived_at,
                agent=call.agent,
                contact_id=call.contact_id,
                connected_at=call.arrived_at,
            )


INVENT = (invent,)
