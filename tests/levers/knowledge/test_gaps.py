"""Topics of unresolved cases without an article; places forgotten by the clock; pages that say what use goes with."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import EVERYONE, Cast
from tests.scaffold.causes_lake import causes_lake, made_causes
from willet.core.sources.rooms import About
from willet.figures.domain.asking import read_lake
from willet.levers.knowledge.domain.ageing import forget_places
from willet.levers.knowledge.domain.finding import find_articles
from willet.levers.knowledge.domain.gaps import TopicGap, topic_gaps
from willet.levers.knowledge.domain.using import note_use
from willet.levers.knowledge.models import Article, ArticleSearch, ArticleUse

__all__ = ["causes_lake", "made_causes"]


def test_topics_of_unresolved_cases_without_an_article_in_use(
    cast: Cast, causes_lake: Path, publish: Publish
) -> None:
    reading = read_lake(EVERYONE)
    # Of order 24 + 6 + 2 + 1 stayed unresolved, of fix one; nobody said that information was missing.
    order, fix = TopicGap("order", 33, 0), TopicGap("fix", 1, 0)
    assert topic_gaps(reading) == [order, fix]

    written = publish("Order late", topic="order").article
    assert topic_gaps(reading) == [fix]
    Article.objects.filter(pk=written.pk).update(state="archived")
    Article.objects.create(topic="fix", owner=cast.manager)
    assert topic_gaps(reading) == [order, fix], "neither an archived one nor a draft is in use"
    assert topic_gaps(None) == []


def test_page_of_what_is_to_be_done_lists_them_and_says_what_use_goes_with(
    cast: Cast, causes_lake: Path, publish: Publish
) -> None:
    article = publish("Order late", topic="order").article

    html = cast.client("manager").get("/knowledge/review/").content.decode()

    assert "/knowledge/new/?topic=fix" in html
    assert "nothing is said of what it goes with" in " ".join(html.split())
    shown = {
        role: "What its use goes with"
        in cast.client(role).get(f"/knowledge/{article.pk}/").content.decode()
        for role in ("manager", "agent")
    }
    assert shown == {"manager": True, "agent": False}


@pytest.mark.parametrize(("days", "left"), [(29, 1), (30, 0), (31, 0)])
def test_contacts_of_uses_and_searches_are_forgotten_by_the_clock(
    cast: Cast, publish: Publish, settings: object, days: int, left: int
) -> None:
    settings.WILLET_VAULT_DAYS = 30  # type: ignore[attr-defined]
    about, now = About(contact_id="table:c01"), timezone.now()
    note_use(publish("Late"), "opened", by=cast.agent, about=about)
    find_articles(cast.agent, "late", about=about)
    for model in (ArticleUse, ArticleSearch):
        model._default_manager.update(at=now - timedelta(days=days))

    forget_places(now)

    kept = [
        model._default_manager.exclude(contact_id="").count()
        for model in (ArticleUse, ArticleSearch)
    ]
    assert kept == [left, left]
    assert (ArticleUse.objects.count(), ArticleSearch.objects.count()) == (1, 1)
