"""Articles found by what somebody types and by topic, by whom they are for, as they are now."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain.finding import (
    ShownArticle,
    articles_on,
    find_articles,
    note_gap,
)
from willet.levers.knowledge.domain.keeping import archive, reopen, touch
from willet.levers.knowledge.domain.using import note_use
from willet.levers.knowledge.models import ArticleSearch
from willet.people.models import User


def titles(shown: list[ShownArticle]) -> list[str]:
    return [one.title for one in shown]


def test_find_shows_each_article_once_in_the_reader_s_language(
    cast: Cast, publish: Publish
) -> None:
    english = publish("Reset a password")
    publish("Wachtwoord herstellen", article=english.article, language="nl", significance="minor")

    assert titles(find_articles(cast.agent, "pasword", language="nl")) == ["Wachtwoord herstellen"]
    assert titles(find_articles(cast.agent, "wachtwoord", language="en")) == ["Reset a password"]
    assert titles(find_articles(cast.agent, "wachtwoord", language="de")) == [
        "Wachtwoord herstellen"
    ]


@pytest.mark.parametrize(
    ("role", "seen"),
    [("manager", 2), ("team_lead", 2), ("agent", 1), ("analyst", 1)],
)
def test_find_gives_what_is_meant_for_the_reader(
    cast: Cast, publish: Publish, role: str, seen: int
) -> None:
    publish("Refund a fee", audience="agents", topic="fees")
    publish("Refund limits of agents", audience="leads", topic="fees")
    reader = cast.named(role)
    assert isinstance(reader, User)

    assert len(find_articles(reader, "refund")) == seen
    assert len(articles_on(reader, "fees")) == seen


def test_what_was_archived_or_closed_is_not_found_until_it_is_back(
    cast: Cast, publish: Publish
) -> None:
    article = publish("Refund a fee").article
    assert len(find_articles(cast.agent, "refund")) == 1

    archive(article)
    assert find_articles(cast.agent, "refund") == []
    reopen(article)
    assert len(find_articles(cast.agent, "refund")) == 1
    article.audience = "leads"
    article.save()
    touch(article)
    assert find_articles(cast.agent, "refund") == []
    article.delete()
    assert find_articles(cast.manager, "refund") == []


def test_find_goes_by_the_newest_wording_and_survives_a_lost_index(
    cast: Cast, publish: Publish
) -> None:
    first = publish("Refund a fee")
    find_articles(cast.agent, "refund")
    publish("Waive a charge", article=first.article)

    assert find_articles(cast.agent, "refund") == []
    (Path(settings.WILLET_HOME) / "derived" / "knowledge.sqlite").write_bytes(b"broken")
    assert titles(find_articles(cast.agent, "waive")) == ["Waive a charge"]


def test_articles_on_a_topic_come_by_how_often_they_helped(cast: Cast, publish: Publish) -> None:
    publish("First", topic="fees")
    second = publish("Second", topic="fees")
    publish("Other", topic="moves")
    note_use(second, "solved", by=cast.agent)

    assert titles(articles_on(cast.agent, "fees")) == ["Second", "First"]
    assert articles_on(cast.agent, "") == []
    assert articles_on(cast.agent, "unknown") == []


def test_a_search_is_kept_without_who_searched_and_without_numbers(
    cast: Cast, publish: Publish
) -> None:
    publish("Refund a fee")

    find_articles(cast.agent, "Refund 0612345678 Gebühr", language="de")
    find_articles(cast.agent, "zxqv 12a", language="en")
    find_articles(cast.agent, "+31 6 1234", language="en")
    find_articles(cast.agent, "refu", language="en", kept=False)

    kept = ArticleSearch.objects.order_by("pk").values_list("words", "language", "results")
    assert list(kept) == [("refund gebuhr", "de", 1), ("zxqv", "en", 0)]
    places = ("source", "call_id", "pbx", "leg", "agent", "contact_id", "case_ref")
    assert set(ArticleSearch.objects.values_list(*places)) == {("",) * len(places)}


@pytest.mark.parametrize("found", [1, 2])
def test_a_search_of_which_nothing_answers_is_in_vain_however_little_was_found(
    cast: Cast, publish: Publish, found: int
) -> None:
    for n in range(found):
        publish(f"Printer {n}")
    assert len(find_articles(cast.agent, "printer", language="en")) == found

    assert note_gap("printer", "en", by=cast.agent) is True

    assert list(ArticleSearch.objects.values_list("words", "results")) == [("printer", 0)]
