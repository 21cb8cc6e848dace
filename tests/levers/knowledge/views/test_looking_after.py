"""What whoever keeps articles sees of one: flags of every language, wordings that wait, gaps that are closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain.reviewing import gaps, never_used, waiting
from willet.levers.knowledge.domain.using import close_flag, flag
from willet.levers.knowledge.domain.writing import approve, propose
from willet.levers.knowledge.models import ArticleRevision, ArticleSearch, ArticleUse


def written(cast: Cast, first: ArticleRevision, body: str, after: int = 1) -> ArticleRevision:
    text = {"language": "en", "title": "Refund", "significance": "minor"}
    return propose(first.article, body=body, by=cast.agent, after=after, **text)


@pytest.mark.parametrize(
    ("role", "times"),
    [("agent", 1), ("team_lead", 0), ("manager", 0), ("analyst", 0)],
)
def test_article_is_used_by_who_looks_it_up_and_not_by_who_looks_after_it(
    cast: Cast, publish: Publish, role: str, times: int
) -> None:
    article = publish("Refund").article
    article.revisions.update(publish_at=timezone.now() - timedelta(days=40))

    cast.client(role).get(f"/knowledge/{article.pk}/")

    assert ArticleUse.objects.count() == times
    assert [one.pk for one in never_used(timezone.now())] == ([] if times else [article.pk])


def test_flag_of_any_text_that_is_read_is_shown_whichever_language_is_open(
    cast: Cast, publish: Publish
) -> None:
    english = publish("Refund")
    german = publish("Erstattung", article=english.article, language="de")
    raised = flag(german, "Der Betrag fehlt.", by=cast.agent)
    way, manager = f"/knowledge/{english.article_id}/?language=en", cast.client("manager")

    assert "Flagged in Deutsch: Der Betrag fehlt." in manager.get(way).content.decode()

    close_flag(raised, by=cast.manager)
    assert "Flagged" not in manager.get(way).content.decode()


def test_wording_that_a_newer_one_overtook_waits_for_nothing(cast: Cast, publish: Publish) -> None:
    first = publish("Refund")
    second, third = written(cast, first, "two"), written(cast, first, "three", after=2)
    assert list(waiting()) == [second, third]

    approve(third, by=cast.manager)

    assert list(waiting()) == []
    page = cast.client("manager").get(f"/knowledge/revisions/{second.pk}/").content.decode()
    assert "Revision 3 is published and newer" in page
    assert 'name="approve"' not in page


def test_wording_that_waits_is_reached_from_its_article_and_names_its_moment(
    cast: Cast, publish: Publish
) -> None:
    first = publish("Refund")
    waits = written(cast, first, "two")
    agent = cast.client("agent")
    article = agent.get(f"/knowledge/{first.article_id}/").content.decode()
    assert f'/knowledge/revisions/{waits.pk}/">English, revision 2: waits for approval' in article

    moment = timezone.now().replace(2031, 3, 5, 9, 30)
    approve(waits, by=cast.manager, at=moment)

    shown = agent.get(f"/knowledge/revisions/{waits.pk}/").content.decode()
    assert "to be published on Mar 5, 2031" in shown
    review = cast.client("manager").get("/knowledge/review/").content.decode()
    assert "Mar 5, 2031" in review


def test_first_wording_of_a_language_changes_nothing(cast: Cast, publish: Publish) -> None:
    first = publish("Refund")
    page = cast.client("agent").get(f"/knowledge/{first.article_id}/en/history/").content.decode()

    assert ("all of it is new" in page, "other languages become stale" in page) == (True, False)


@pytest.mark.parametrize(("significance", "usual"), [("meaning", "translated"), ("minor", "minor")])
def test_who_writes_on_a_stale_text_brings_it_in_line_unless_they_choose_otherwise(
    cast: Cast, publish: Publish, significance: str, usual: str
) -> None:
    english = publish("Refund")
    publish("Erstattung", article=english.article, language="de", significance="translated")
    publish("Refund", "new", article=english.article, significance=significance)

    page = cast.client("agent").get(f"/knowledge/{english.article_id}/de/write/")

    assert page.context["form"]["significance"].value() == usual
    html = page.content.decode()
    assert "Write in Deutsch: Refund" in html
    assert ('<details class="card prose" open>' in html) is (usual == "translated")


def search_in_vain(words: str, **ago: Any) -> None:
    at = timezone.now() - timedelta(**ago)
    ArticleSearch.objects.create(words=words, language="en", results=0, at=at)


def open_gaps() -> list[str]:
    return [gap.words for gap in gaps(timezone.now())]


def test_gap_is_closed_by_what_is_published_after_it_and_opened_by_the_next_search(
    publish: Publish,
) -> None:
    search_in_vain("second invoice", days=2)
    search_in_vain("fibre abroad", days=1)
    assert open_gaps() == ["fibre abroad", "second invoice"]

    publish("A second invoice address")
    assert open_gaps() == ["fibre abroad"]

    search_in_vain("second invoice", seconds=0)
    assert open_gaps() == ["second invoice", "fibre abroad"]


def test_gap_is_not_closed_by_what_was_there_when_nothing_answered(publish: Publish) -> None:
    old = publish("Second invoice")
    search_in_vain("second invoice", seconds=0)
    publish("Something else")

    assert old.publish_at is not None
    assert open_gaps() == ["second invoice"]


@pytest.mark.parametrize(
    ("role", "way"),
    [
        ("manager", "or bring in a folder of texts that you have."),
        ("agent", "It is found once it is approved."),
        ("analyst", ""),
    ],
)
def test_where_there_is_no_article_its_reader_is_told_what_they_may_do(
    cast: Cast, role: str, way: str
) -> None:
    page = cast.client(role).get("/knowledge/").content.decode()

    ways = ("or bring in a folder of texts that you have.", "It is found once it is approved.")
    assert [shown for shown in ways if shown in page] == [w for w in ways if w == way]
    assert "No article yet" in page


def test_page_of_an_empty_centre_says_nothing_of_what_never_was(cast: Cast) -> None:
    """Every sentence holds where there is neither a search nor a call nor an article."""
    page = cast.client("manager").get("/knowledge/review/").content.decode()

    for sentence in (
        "Nothing was searched in vain",
        "No topic of unresolved cases lacks an article",
        "No article published 30 days ago or earlier is unused",
    ):
        assert sentence in page
    assert "Every " not in page
