"""An article archived, taken back into use, reviewed; its search entry follows."""

from django.db import transaction
from django.utils import timezone

from willet.levers.knowledge.models import Article, ArticleState, Edition


def touch(article: Article) -> None:
    """Have the search read the article anew: who may read it changed."""
    Edition.objects.filter(article=article).update(changed_at=timezone.now())


def archive(article: Article) -> None:
    """Nobody finds it any more; whoever has its address and its uses of before still read it."""
    _set(article, ArticleState.ARCHIVED)


def reopen(article: Article) -> None:
    """Into use again; without a published wording it is a draft."""
    published = article.editions.exists()
    _set(article, ArticleState.VALIDATED if published else ArticleState.DRAFT)


def _set(article: Article, state: ArticleState) -> None:
    with transaction.atomic():
        article.state = state
        article.save()
        touch(article)


def note_review(article: Article) -> None:
    """Somebody read it and it still holds."""
    article.reviewed_at = timezone.now()
    article.save()
