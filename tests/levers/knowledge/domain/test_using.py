"""What was done with an article, what the lake learns of it, and what is to be looked at because of it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.core.sources.rooms import About
from willet.levers.knowledge.domain.reviewing import (
    due,
    due_for,
    gaps,
    most_used,
    never_used,
    worths,
)
from willet.levers.knowledge.domain.using import close_flag, flag, note_use
from willet.levers.knowledge.facts import changed_since
from willet.levers.knowledge.models import ArticleRevision, ArticleSearch, ArticleUse
from willet.people.models import User

CALL = About(
    source="asterisk",
    call_id="17.1",
    pbx="a",
    agent="Anna W",
    at=datetime(2026, 3, 2, 9, tzinfo=UTC),
)


def use_often(revision: ArticleRevision, how: str, times: int) -> None:
    for _ in range(times):
        ArticleUse.objects.create(article=revision.article, revision=revision, how=how)


def test_opened_twice_in_one_call_is_opened_once(cast: Cast, publish: Publish) -> None:
    revision = publish("Refund")

    first = note_use(revision, "opened", by=cast.agent, about=CALL)

    assert note_use(revision, "opened", by=cast.agent, about=CALL) == first
    assert note_use(revision, "opened", by=cast.agent) != first
    assert note_use(revision, "opened", by=cast.other_agent, about=CALL) != first


def test_a_use_in_a_call_reaches_the_lake_with_article_and_wording(
    cast: Cast, publish: Publish
) -> None:
    revision = publish("Refund")
    use = note_use(revision, "solved", by=cast.agent, about=CALL)
    note_use(revision, "opened", by=cast.agent)

    (row,) = changed_since(None)

    assert (row.room, row.table, row.id, row.revision) == ("knowledge.uses", "uses", use.pk.hex, 1)
    assert row.values == {
        "kind": "article",
        "ref": str(revision.article_id),
        "revision": revision.pk,
        "used_at": use.at,
        "how": "solved",
        "agent": "Anna W",
    }
    assert row.about == CALL


@pytest.mark.parametrize(
    "about",
    [
        About(contact_id="table:c01", agent="Anna W", at=datetime(2026, 3, 2, tzinfo=UTC)),
        About(case_ref="T-1", agent="Anna W", at=datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_a_use_names_its_contact_or_case(cast: Cast, publish: Publish, about: About) -> None:
    note_use(publish("Refund"), "sent", by=cast.agent, about=about)

    assert [row.about for row in changed_since(None)] == [about]


def test_the_last_word_on_a_call_counts_and_the_one_before_is_taken_back(
    cast: Cast, publish: Publish
) -> None:
    revision = publish("Refund")
    first = note_use(revision, "solved", by=cast.agent, about=CALL)
    before = timezone.now()
    note_use(revision, "not_helpful", by=cast.agent, about=CALL)

    rows = {row.id: (row.revision, row.gone) for row in changed_since(before)}

    first.refresh_from_db()
    assert first.is_gone
    assert rows[first.pk.hex] == (2, True)
    assert sorted(gone for _number, gone in rows.values()) == [False, True]


@pytest.mark.parametrize(
    ("solved", "not_helpful", "doubtful"),
    [(0, 2, False), (0, 3, True), (3, 3, False), (2, 3, True), (0, 0, False)],
)
def test_an_article_that_often_did_not_help_is_doubtful(
    publish: Publish, solved: int, not_helpful: int, doubtful: bool
) -> None:
    revision = publish("Refund")
    use_often(revision, "solved", solved)
    use_often(revision, "not_helpful", not_helpful)

    (worth,) = worths()

    assert (worth.solved, worth.not_helpful, worth.is_doubtful) == (solved, not_helpful, doubtful)
    assert worth.is_due(timezone.now()) is doubtful


@pytest.mark.parametrize(("after", "used", "is_due"), [(5, 4, False), (5, 5, True), (0, 9, False)])
def test_an_article_is_reviewed_when_it_was_used_so_often(
    publish: Publish, after: int, used: int, is_due: bool
) -> None:
    use_often(publish("Refund", review_uses=after), "opened", used)

    assert bool(due(worths(), timezone.now())) is is_due


@pytest.mark.parametrize(
    ("days", "aged", "is_due"), [(30, 29, False), (30, 30, True), (0, 999, False)]
)
def test_an_article_is_reviewed_when_it_grew_old(
    publish: Publish, days: int, aged: int, is_due: bool
) -> None:
    publish("Refund", review_days=days)

    assert bool(due(worths(), timezone.now() + timedelta(days=aged, minutes=1))) is is_due


def test_uses_before_the_last_review_are_over(publish: Publish) -> None:
    revision = publish("Refund", review_uses=2)
    use_often(revision, "opened", 2)
    article = revision.article
    article.refresh_from_db()
    article.reviewed_at = timezone.now()
    article.save()

    (worth,) = worths()

    assert (worth.uses, worth.is_due(timezone.now())) == (0, False)


def test_a_flag_and_a_stale_language_wait_for_the_owner_alone(cast: Cast, publish: Publish) -> None:
    flagged, stale, fine = publish("A"), publish("B"), publish("C")
    publish("B nl", article=stale.article, language="nl", significance="minor")
    publish("B new", article=stale.article)
    raised = flag(flagged, "Ten, not five.", by=cast.agent)

    waiting = due_for(cast.manager, timezone.now())

    assert [worth.article for worth in waiting] == [flagged.article, stale.article]
    assert [worth.stale for worth in waiting] == [(), ("nl",)]
    assert due_for(cast.team_lead, timezone.now()) == []
    close_flag(raised, by=cast.manager)
    assert [w.article for w in due_for(cast.manager, timezone.now())] == [stale.article]
    assert fine.article not in [w.article for w in waiting]


@pytest.mark.parametrize("what", ["left", "agent_now", "never_had_one"])
def test_what_nobody_owns_any_more_waits_for_managers(
    cast: Cast, publish: Publish, what: str
) -> None:
    article = publish("A", owner=None if what == "never_had_one" else cast.team_lead).article
    flag(article.editions.get().revision, "Ten, not five.", by=cast.agent)
    before = [w.article for w in due_for(cast.manager, timezone.now())]
    if what == "left":
        User.objects.filter(pk=cast.team_lead.pk).update(is_active=False)
    if what == "agent_now":
        User.objects.filter(pk=cast.team_lead.pk).update(role="agent")

    after = [w.article for w in due_for(cast.manager, timezone.now())]

    assert before == ([article] if what == "never_had_one" else [])
    assert after == [article]
    assert due_for(cast.analyst, timezone.now()) == []


def test_most_used_and_never_used(publish: Publish) -> None:
    little, much, never = publish("A"), publish("B"), publish("C")
    use_often(little, "opened", 1)
    use_often(much, "sent", 3)
    later = timezone.now() + timedelta(days=31)

    assert [w.article for w in most_used(worths())] == [much.article, little.article]
    assert never_used(later) == [never.article]
    assert never_used(timezone.now()) == []


def test_gaps_are_searches_without_result_by_how_often(db: None) -> None:
    now = timezone.now()
    for words, results in [("b", 0), ("a", 0), ("b", 0), ("c", 3)]:
        ArticleSearch.objects.create(words=words, results=results, language="en")
    ArticleSearch.objects.create(words="old", results=0, language="en", at=now - timedelta(days=91))

    assert [(gap.words, gap.times) for gap in gaps(now)] == [("b", 2), ("a", 1)]


def test_the_last_word_on_a_contact_counts_however_late(cast: Cast, publish: Publish) -> None:
    revision = publish("Refund")
    for about in (CALL, None):
        note_use(revision, "solved", by=cast.agent, about=about)
    ArticleUse.objects.update(at=timezone.now() - timedelta(hours=2))

    for about in (CALL, None):
        note_use(revision, "not_helpful", by=cast.agent, about=about)

    standing = ArticleUse.objects.filter(is_gone=False)
    # Beside no contact, what is said hours later is said of another one.
    assert sorted(standing.values_list("call_id", "how")) == [
        ("", "not_helpful"),
        ("", "solved"),
        ("17.1", "not_helpful"),
    ]
