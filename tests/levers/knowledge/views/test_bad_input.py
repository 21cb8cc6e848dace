"""What goes wrong while somebody reads: archived, gone, far too long; each a sentence, and nothing is lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils.timezone import override

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from willet.levers.knowledge.domain.keeping import archive
from willet.levers.knowledge.models import (
    Article,
    ArticleFlag,
    ArticleRevision,
    ArticleSearch,
    ArticleUse,
)
from willet.lists.models import ListEntry
from willet.people.agents.keeping import changing_names


def test_an_article_archived_while_it_is_open_still_hears_how_it_was_used(
    cast: Cast, publish: Publish
) -> None:
    article = publish("Refund").article
    agent = cast.client("agent")
    archive(article)

    helped = agent.post(f"/knowledge/{article.pk}/use/", {"how": "solved", "language": "en"})
    flagged = agent.post(f"/knowledge/{article.pk}/flag/", {"note": "old", "language": "en"})

    assert (helped.status_code, flagged.status_code) == (302, 302)
    assert ArticleUse.objects.filter(how="solved").count() == 1
    assert ArticleFlag.objects.get().note == "old"


def test_an_archived_article_is_read_where_a_link_leads_to_it(cast: Cast, publish: Publish) -> None:
    article = publish("Refund", "Pay it **back**.").article
    publish("Parcel", f"See [refunds](/knowledge/{article.pk}/).")
    archive(article)

    page = cast.client("agent").get(f"/knowledge/{article.pk}/")

    assert page.status_code == 200
    assert b"This article is archived: nobody finds it any more." in page.content
    assert b"<strong>back</strong>" in page.content
    assert b'value="solved"' not in page.content


@pytest.mark.parametrize("what", ["use", "flag"])
def test_an_article_that_went_while_it_was_open_is_a_page_that_says_so(
    cast: Cast, publish: Publish, what: str
) -> None:
    article = publish("Refund").article
    agent = cast.client("agent")
    key = article.pk
    Article.objects.all().delete()

    for answer in (
        agent.get(f"/knowledge/{key}/"),
        agent.post(f"/knowledge/{key}/{what}/", {"how": "solved", "note": "x", "language": "en"}),
    ):
        assert answer.status_code == 404
        assert b"<h1" in answer.content
        assert b"Traceback" not in answer.content
    assert (ArticleUse.objects.count(), ArticleFlag.objects.count()) == (0, 0)


def test_a_search_of_ten_thousand_letters_is_answered_by_its_beginning(
    cast: Cast, publish: Publish
) -> None:
    publish("Refund a fee")
    agent = cast.client("agent")

    page = agent.get("/knowledge/", {"q": "refund " + "fee back again " * 700})

    assert page.status_code == 200
    assert b"Refund a fee" in page.content
    assert len(ArticleSearch.objects.get().words) <= 200


@pytest.mark.parametrize("text", ["\x00", "%00", "'; DROP TABLE texts; --", "a" * 10_000])
def test_odd_searches_find_nothing_and_break_nothing(
    cast: Cast, publish: Publish, text: str
) -> None:
    publish("Refund a fee")
    agent = cast.client("agent")

    odd = agent.get("/knowledge/", {"q": text})

    assert (odd.status_code, b"Refund a fee" in odd.content) == (200, False)
    assert b"Refund a fee" in agent.get("/knowledge/", {"q": "refund"}).content


def test_the_history_says_the_topic_in_the_words_of_its_list(
    cast: Cast, publish: Publish, small_lake: Path, committed: Committed
) -> None:
    with committed(), changing_names(cast.manager):
        ListEntry.objects.create(kind="topic", name="order", words={"en": "Orders and parcels"})
    article = publish("Parcel", topic="order").article

    page = cast.client("manager").get(f"/knowledge/{article.pk}/settings/")

    assert b"Topic: Orders and parcels" in page.content


@pytest.mark.parametrize("at", ["9999-12-31T23:59", "2099-01-01T00:00"])
def test_a_moment_that_nobody_lives_to_see_is_a_slip(cast: Cast, publish: Publish, at: str) -> None:
    revision = publish("Refund")
    ArticleRevision.objects.update(state="proposed")

    with override("America/Los_Angeles"):
        page = cast.client("manager").post(
            f"/knowledge/revisions/{revision.pk}/decide/", {"at": at}, follow=True
        )

    assert [str(one) for one in page.context["messages"]] == [
        "This moment is more than ten years off. Check the year."
    ]
    assert ArticleRevision.objects.get().state == "proposed"


def test_who_only_asks_whether_a_page_is_there_has_read_nothing(
    cast: Cast, publish: Publish
) -> None:
    way, agent = f"/knowledge/{publish('Refund').article_id}/", cast.client("agent")

    assert (agent.head(way).status_code, ArticleUse.objects.count()) == (200, 0)
    assert (agent.get(way).status_code, ArticleUse.objects.count()) == (200, 1)


def test_a_lead_does_not_approve_what_they_wrote_by_another_account(
    cast: Cast, publish: Publish
) -> None:
    cast.team_lead.agent = cast.agent.agent
    cast.team_lead.save()
    revision = publish("Refund")
    ArticleRevision.objects.update(state="proposed", written_by=cast.agent)

    page = cast.client("team_lead").post(f"/knowledge/revisions/{revision.pk}/decide/", {})

    assert (page.status_code, ArticleRevision.objects.get().state) == (403, "proposed")


def test_only_what_is_read_is_a_search(cast: Cast, publish: Publish) -> None:
    way, agent = "/knowledge/?q=nothing+like+it", cast.client("agent")

    answers = [agent.head(way).status_code, agent.post(way).status_code]
    before = ArticleSearch.objects.count()

    assert (answers, before) == ([200, 405], 0)
    assert (agent.get(way).status_code, ArticleSearch.objects.count()) == (200, 1)


def test_a_flag_says_what_is_wrong(cast: Cast, publish: Publish) -> None:
    way = f"/knowledge/{publish('Refund').article_id}/flag/"
    agent = cast.client("agent")

    page = agent.post(way, {"note": "\u200b\u2060", "language": "en"}, follow=True)

    assert b"Say in a few words what is wrong." in page.content
    assert ArticleFlag.objects.count() == 0


def test_published_at_the_moment_of_the_reader_s_clock(
    cast: Cast, publish: Publish, small_lake: Path
) -> None:
    """The centre of the small lake lives in Amsterdam."""
    revision = publish("Refund")
    ArticleRevision.objects.update(state="proposed")
    way, manager = f"/knowledge/revisions/{revision.pk}/", cast.client("manager")
    assert b"Publish at (Europe/Amsterdam)" in manager.get(way).content

    manager.post(f"{way}decide/", {"at": "2027-01-15T09:00"})

    kept = ArticleRevision.objects.get()
    assert (kept.state, kept.publish_at) == ("scheduled", datetime(2027, 1, 15, 8, tzinfo=UTC))


def test_second_of_two_who_settle_an_article_is_told(cast: Cast, publish: Publish) -> None:
    """The manager closes it to agents while a lead has the page open; the lead looks again, and then saves."""
    subject = publish("Refund").article
    way = f"/knowledge/{subject.pk}/settings/"
    manager, lead = cast.client("manager"), cast.client("team_lead")
    given = {"kind": "steps", "owner": cast.manager.pk, "review_days": 180, "review_uses": 50}
    seen = lead.get(way).context["form"]["seen"].value()
    manager.post(way, {**given, "audience": "leads"})

    late = lead.post(way, {**given, "audience": "agents", "review_days": 90, "seen": seen})

    subject.refresh_from_db()
    assert (late.status_code, subject.audience, subject.review_days) == (422, "leads", 180)
    assert "“team leads and managers” is kept now." in late.content.decode()
    again = late.context["form"]["seen"].value()
    lead.post(way, {**given, "audience": "leads", "review_days": 90, "seen": again})
    subject.refresh_from_db()
    assert (subject.audience, subject.review_days) == ("leads", 90)


def test_forms_sent_twice_are_kept_once(cast: Cast, publish: Publish) -> None:
    agent, way = cast.client("agent"), f"/knowledge/{publish('Refund').article_id}/flag/"
    written = {"title": "Parcel", "body": "Look", "language": "en", "kind": "steps"}

    for _ in range(2):
        agent.post("/knowledge/new/", {**written, "audience": "agents"})
        agent.post(way, {"note": "an old fee", "language": "en"})

    assert ArticleRevision.objects.filter(title="Parcel").count() == 1
    flag = ArticleFlag.objects.get()
    agent.post(way, {"note": "and the page is gone", "language": "en"})
    assert ArticleFlag.objects.count() == 2
    ArticleFlag.objects.filter(pk=flag.pk).update(closed_at=datetime.now(UTC))
    agent.post(way, {"note": "an old fee", "language": "en"})
    assert ArticleFlag.objects.count() == 3
