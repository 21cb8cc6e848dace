"""Who archives, takes back, reviews or settles an article writes over nothing that somebody else did meanwhile."""

from collections.abc import Callable

import pytest

from tests.levers.knowledge.conftest import Publish
from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain.keeping import archive, note_review, reopen
from willet.levers.knowledge.domain.writing import approve, propose
from willet.levers.knowledge.forms import ArticleForm
from willet.levers.knowledge.models import Article

Step = Callable[[Article], object]


def _settle(seen: Article) -> None:
    given = {"kind": "rule", "audience": "leads", "review_days": 90, "review_uses": 5}
    form = ArticleForm(given, instance=seen)
    assert form.is_valid(), form.errors
    form.save()


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (archive, "archived"),
        (reopen, "validated"),
        (note_review, "validated"),
        (_settle, "validated"),
    ],
)
def test_a_wording_published_meanwhile_stays_so(
    cast: Cast, publish: Publish, step: Step, state: str
) -> None:
    """A draft as one keeper has it before them; another publishes it, and anew, before the first presses."""
    draft = Article.objects.create()
    seen = Article.objects.get(pk=draft.pk)
    publish("Refund", article=draft)
    publish("Refund anew", article=draft)

    step(seen)

    kept = Article.objects.get(pk=draft.pk)
    assert (kept.state, kept.meaning) == (state, 2)


def test_an_article_archived_meanwhile_is_not_brought_back_by_a_review(
    cast: Cast, publish: Publish
) -> None:
    seen = publish("Refund").article
    archive(Article.objects.get(pk=seen.pk))

    note_review(seen)

    assert Article.objects.get(pk=seen.pk).state == "archived"


def test_settings_keep_what_they_say(cast: Cast, publish: Publish) -> None:
    subject = publish("Refund").article

    _settle(Article.objects.get(pk=subject.pk))

    kept = Article.objects.get(pk=subject.pk)
    said = (kept.kind, kept.audience, kept.review_days, kept.review_uses, kept.owner)
    assert said == ("rule", "leads", 90, 5, None)


def test_review_begins_the_count_anew(cast: Cast, publish: Publish) -> None:
    subject = publish("Refund").article
    before = subject.reviewed_at

    note_review(subject)

    assert Article.objects.get(pk=subject.pk).reviewed_at > before


def test_a_draft_taken_back_into_use_is_a_draft(cast: Cast) -> None:
    draft = Article.objects.create()
    waits = propose(
        draft, language="en", title="A", body="b", significance="meaning", by=cast.agent, after=0
    )
    archive(draft)
    assert draft.state == "archived"

    reopen(draft)

    assert draft.state == "draft"
    assert approve(waits, by=cast.manager).state == "published"
