"""A new article with its first wording. Handed in again as it was, by a double click or a program, it is one."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from willet.core.text import seen_line
from willet.levers.knowledge.domain.writing import propose
from willet.levers.knowledge.models import (
    Article,
    ArticleRevision,
    ArticleState,
    RevisionState,
    Significance,
)
from willet.levers.knowledge.rules import KEEP_ARTICLES
from willet.people.models import User
from willet.store.turns import take_turn


@transaction.atomic
def begin_article(
    about: Mapping[str, str], *, language: str, title: str, body: str, by: User
) -> ArticleRevision:
    """The first wording of a new article, which waits for approval; of one who keeps articles it is theirs.

    Args:
        about: Its topic, kind and audience.
        language: Of the wording.
        title: One line that is seen.
        body: Markdown.
        by: Who wrote it.

    Raises:
        ArticleError: nothing of title or text is seen.
    """
    take_turn(f"articles of {by.pk}")
    same: dict[str, Any] = {f"article__{name}": value for name, value in about.items()}
    same |= {"language": language, "title": seen_line(title), "body": body, "written_by": by}
    # Of an article that is read, or was put away, a wording that was passed over waits for nobody any more.
    same |= {"number": 1, "state": RevisionState.PROPOSED, "article__state": ArticleState.DRAFT}
    waiting = ArticleRevision.objects.filter(**same)
    known = waiting.select_related("article").first()
    if known is not None:
        return known
    owner = by if by.has_perm(KEEP_ARTICLES) else None
    article = Article.objects.create(owner=owner, **about)
    text = {"language": language, "title": title, "body": body}
    return propose(article, significance=Significance.MEANING, by=by, after=0, **text)
