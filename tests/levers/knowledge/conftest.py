"""Articles as the tests of this room begin with."""

from collections.abc import Callable

import pytest

from tests.scaffold.cast import Cast
from willet.levers.knowledge.domain.writing import approve, newest, propose
from willet.levers.knowledge.models import Article, ArticleRevision

Publish = Callable[..., ArticleRevision]


@pytest.fixture
def publish(cast: Cast) -> Publish:
    """Writes and approves a wording of an article; of a new one where none is named."""

    def write(
        title: str,
        body: str = "",
        *,
        article: Article | None = None,
        language: str = "en",
        significance: str = "meaning",
        **about: object,
    ) -> ArticleRevision:
        subject = article or Article.objects.create(**{"owner": cast.manager, **about})
        last = newest(subject, language)
        revision = propose(
            subject,
            language=language,
            title=title,
            body=body or title,
            significance=significance,
            by=cast.agent,
            after=last.number if last else 0,
        )
        return approve(revision, by=cast.manager)

    return write
