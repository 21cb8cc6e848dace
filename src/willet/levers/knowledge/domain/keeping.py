"""An article archived, taken back into use, reviewed; its search entry follows."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from willet.levers.knowledge.models import Article, ArticleState, Edition


def touch(article: Article) -> None:
    """Have the search read the article anew: who may read it changed."""
    Edition.objects.filter(article=article).update(changed_at=timezone.now())


def archive(article: Article) -> None:
    """Nobody finds it any more; whoever has its address and its uses of before still read it."""
    with _held(article) as held:
        held.state = ArticleState.ARCHIVED


def reopen(article: Article) -> None:
    """Into use again; without a published wording it is a draft."""
    with _held(article) as held:
        published = held.editions.exists()
        held.state = ArticleState.VALIDATED if published else ArticleState.DRAFT


def note_review(article: Article) -> None:
    """Somebody read it and it still holds."""
    with _held(article) as held:
        held.reviewed_at = timezone.now()


@contextmanager
def _held(article: Article) -> Iterator[Article]:
    """The article as it stands now, kept from everybody else until it is saved: a wording may come out meanwhile."""
    with transaction.atomic():
        held = Article.objects.select_for_update().get(pk=article.pk)
        state = held.state
        yield held
        held.save()
        if held.state != state:
            touch(held)
    article.refresh_from_db()
