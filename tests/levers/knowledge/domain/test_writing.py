"""Wordings proposed, approved, refused, published at their time; and which languages become stale."""

from datetime import timedelta

import pytest
from django.db.models.signals import post_save
from django.utils import timezone

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.keeping import archive, reopen
from willet.levers.knowledge.domain.writing import approve, propose, publish_due, refuse
from willet.levers.knowledge.models import Article, ArticleRevision


def stale(article: Article) -> set[str]:
    article.refresh_from_db()
    return {e.language for e in article.editions.all() if e.meaning < article.meaning}


def wording(
    article: Article, body: str, *, after: int, language: str = "en", significance: str = "minor"
) -> ArticleRevision:
    return propose(
        article,
        language=language,
        title="Refund",
        body=body,
        significance=significance,
        by=None,
        after=after,
    )


@pytest.fixture
def article(publish: Publish) -> Article:
    """In English and Dutch, both of the newest meaning."""
    revision = publish("Refund a fee", "Up to 10 euro.")
    publish("Kosten terug", article=revision.article, language="nl", significance="translated")
    article = revision.article
    article.refresh_from_db()
    return article


@pytest.mark.parametrize("significance", ["typo", "minor", "translated"])
def test_a_typo_leaves_the_other_language_as_it_is(article: Article, significance: str) -> None:
    approve(wording(article, "Up to 10 euros.", after=1, significance=significance), by=None)

    assert stale(article) == set()


def test_a_change_of_meaning_makes_the_other_language_stale(article: Article) -> None:
    approve(wording(article, "Up to 20 euro.", after=1, significance="meaning"), by=None)

    assert stale(article) == {"nl"}


@pytest.mark.parametrize(
    ("significance", "left"), [("typo", {"nl"}), ("minor", {"nl"}), ("translated", set())]
)
def test_a_stale_language_keeps_up_only_when_it_is_brought_in_line(
    article: Article, significance: str, left: set[str]
) -> None:
    approve(wording(article, "Up to 20 euro.", after=1, significance="meaning"), by=None)
    article.refresh_from_db()

    dutch = wording(article, "Tot 20 euro.", after=1, language="nl", significance=significance)
    approve(dutch, by=None)

    assert stale(article) == left


def test_a_translation_written_before_the_meaning_changed_stays_stale(article: Article) -> None:
    dutch = wording(article, "Tot 10 euro.", after=1, language="nl", significance="translated")
    approve(wording(article, "Up to 20 euro.", after=1, significance="meaning"), by=None)

    approve(dutch, by=None)

    assert stale(article) == {"nl"}


def test_a_new_language_is_of_the_meaning_it_was_written_from(article: Article) -> None:
    german = wording(article, "Bis 10 Euro.", after=0, language="de", significance="translated")
    approve(wording(article, "Up to 20 euro.", after=1, significance="meaning"), by=None)

    approve(german, by=None)

    assert stale(article) == {"nl", "de"}


def test_a_stale_language_cannot_change_the_meaning(article: Article) -> None:
    approve(wording(article, "Up to 20 euro.", after=1, significance="meaning"), by=None)
    article.refresh_from_db()
    dutch = wording(article, "Tot 5 euro.", after=1, language="nl", significance="meaning")

    with pytest.raises(ArticleError, match="Bring it in line first"):
        approve(dutch, by=None)
    assert stale(article) == {"nl"}


def test_of_two_editors_the_second_keeps_the_text_and_reads_why(article: Article) -> None:
    wording(article, "One.", after=1)

    with pytest.raises(ArticleError, match="Revision 2 was written meanwhile"):
        wording(article, "Two.", after=1)
    assert article.revisions.filter(language="en").count() == 2


def test_a_revision_is_not_approved_after_a_newer_one(article: Article) -> None:
    older = wording(article, "Older.", after=1)
    approve(wording(article, "Newer.", after=2), by=None)

    with pytest.raises(ArticleError, match="Revision 3 is newer than 2 and published"):
        approve(older, by=None)
    assert article.editions.get(language="en").revision.body == "Newer."


def test_a_revision_is_decided_once(article: Article, cast: Cast) -> None:
    revision = wording(article, "New.", after=1)
    refuse(revision, by=cast.manager)

    with pytest.raises(ArticleError, match="Revision 2 is not waiting"):
        approve(revision, by=None)
    with pytest.raises(ArticleError, match="Revision 2 is not waiting"):
        refuse(revision, by=cast.manager)
    assert article.editions.get(language="en").revision.number == 1


def test_the_same_text_is_no_new_wording(article: Article) -> None:
    with pytest.raises(ArticleError, match="the same as that of revision 1"):
        propose(
            article,
            language="en",
            title="Refund a fee",
            body="Up to 10 euro.",
            significance="minor",
            by=None,
            after=1,
        )


def test_an_archived_article_is_neither_written_on_nor_published(article: Article) -> None:
    revision = wording(article, "New.", after=1)
    archive(article)

    with pytest.raises(ArticleError, match="The article is archived"):
        wording(article, "Newer.", after=2)
    with pytest.raises(ArticleError, match="The article is archived"):
        approve(revision, by=None)
    reopen(article)
    assert approve(revision, by=None).state == "published"


def test_a_wording_is_published_when_its_moment_comes_and_not_before(article: Article) -> None:
    at = timezone.now() + timedelta(hours=1)
    approve(wording(article, "Later.", after=1), by=None, at=at)

    assert publish_due(at - timedelta(seconds=1)) == 0
    assert article.editions.get(language="en").revision.number == 1
    assert publish_due(at) == 1
    assert article.editions.get(language="en").revision.body == "Later."
    assert publish_due(at) == 0


def test_a_scheduled_wording_that_a_newer_one_overtook_is_refused(article: Article) -> None:
    at = timezone.now() + timedelta(hours=1)
    later = approve(wording(article, "Later.", after=1), by=None, at=at)
    approve(wording(article, "Now.", after=2), by=None)

    assert publish_due(at) == 0
    later.refresh_from_db()
    assert later.state == "refused"
    assert article.editions.get(language="en").revision.body == "Now."


def test_an_article_is_a_draft_until_a_wording_is_published(cast: Cast) -> None:
    article = Article.objects.create()
    revision = wording(article, "First.", after=0, significance="meaning")
    assert article.state == "draft"

    approve(revision, by=cast.manager)

    article.refresh_from_db()
    assert (article.state, article.meaning) == ("validated", 1)


@pytest.mark.parametrize(
    ("is_refused", "left_behind"), [(False, {"nl"}), (True, set())], ids=["carried", "refused"]
)
def test_a_slip_mended_in_a_new_meaning_carries_that_meaning(
    article: Article, cast: Cast, is_refused: bool, left_behind: set[str]
) -> None:
    meant = wording(article, "Up to 20 euro.", after=1, significance="meaning")
    if is_refused:
        refuse(meant, by=cast.manager)
    mended = wording(article, "Up to 20 euros.", after=2, significance="typo")

    approve(mended, by=None)

    assert stale(article) == left_behind


def test_what_is_refused_while_another_is_published_is_not_published_itself(
    article: Article, cast: Cast, publish: Publish
) -> None:
    moment = timezone.now() + timedelta(minutes=5)
    other = publish("Parcel").article
    approve(wording(article, "Up to 30 euro.", after=1), by=None, at=moment)
    waits = approve(wording(other, "Look there.", after=1), by=None, at=moment)

    def refuse_meanwhile(instance: ArticleRevision, **_signal: object) -> None:
        if (instance.article_id, instance.state) == (article.pk, "published"):
            refuse(waits, by=cast.manager)

    post_save.connect(refuse_meanwhile, sender=ArticleRevision)
    try:
        published = publish_due(moment + timedelta(minutes=1))
    finally:
        post_save.disconnect(refuse_meanwhile, sender=ArticleRevision)

    waits.refresh_from_db()
    assert (published, waits.state) == (1, "refused")
    assert other.editions.get().revision.number == 1
