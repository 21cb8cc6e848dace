"""The search index of what is published: one file in the home, whichever database the articles rest in."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from willet.core.text import IndexedText, SearchIndex
from willet.levers.knowledge.models import ArticleState, Edition


class Published:
    """Every edition of an article that is not archived; `core.text` asks for what changed."""

    def version(self) -> str:
        """How many there are and when one changed last: whatever comes, goes or changes moves one of the two."""
        seen = Edition.objects.aggregate(count=Count("pk"), newest=Max("changed_at"))
        return f"{seen['count']} {seen['newest']}"

    def stamps(self) -> Mapping[str, str]:
        """Key of each edition -> a stamp that its text and its readers change."""
        rows = _shown().select_related("article")
        return {str(edition.pk): _stamp(edition) for edition in rows.iterator(chunk_size=2000)}

    def load(self, keys: Collection[str]) -> Iterable[IndexedText]:
        """The texts of these editions."""
        wanted = {int(key) for key in keys}
        for edition in _shown().select_related("article", "revision").iterator(chunk_size=500):
            if edition.pk in wanted:
                yield _text(edition)


def _shown() -> QuerySet[Edition]:
    return Edition.objects.exclude(article__state=ArticleState.ARCHIVED).order_by("pk")


def _stamp(edition: Edition) -> str:
    """Not the numbers alone: a database put back from an older copy gives the same ones to other texts."""
    moment = edition.changed_at.isoformat()
    return f"{edition.revision_id} {edition.article.audience} {moment}"


def _text(edition: Edition) -> IndexedText:
    revision, audience = edition.revision, edition.article.audience
    return IndexedText(
        key=str(edition.pk),
        stamp=_stamp(edition),
        language=edition.language,
        shelf=audience,
        title=revision.title,
        body=revision.body,
    )


def index() -> SearchIndex:
    """The index of this home."""
    return SearchIndex(Path(settings.WILLET_HOME) / "derived" / "knowledge.sqlite", Published())
