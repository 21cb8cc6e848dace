"""Articles found: by what somebody types, and by the topic of a call. Searches are kept without whoever searched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, overload

from django.db.models import Max
from django.utils import timezone

from willet.core.sources.rooms import About
from willet.core.text import words_of
from willet.levers.knowledge.domain.shelf import index
from willet.levers.knowledge.domain.using import place_of
from willet.levers.knowledge.models import Article, ArticleSearch, ArticleState, Edition
from willet.levers.knowledge.rules import shelves_of
from willet.people.models import User

MOST: Final = 10
WORDS_KEPT: Final = 200
ONE_SEARCH: Final = timedelta(minutes=10)
"""Within it, whoever says that nothing answers speaks of the search that they made."""


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article as a list shows it: in the reader's language where it has one."""

    article: Article
    edition: Edition
    is_stale: bool
    """Its meaning has changed since this language was written."""

    @property
    def title(self) -> str:
        """As it is read."""
        return self.edition.revision.title


def find_articles(
    reader: User,
    text: str,
    *,
    language: str = "",
    most: int = MOST,
    kept: bool = True,
    about: About | None = None,
) -> list[ShownArticle]:
    """The articles that answer what somebody typed, the best first, each once.

    Args:
        reader: Finds only what is meant for them.
        language: Among equals its editions stand first, and an article is shown in it where it can be.
        kept: Whether the search counts; one that is still being typed does not.
        about: The call in which it was made, at the desk.

    Raises:
        LakeError: the index can neither be read nor built anew.
    """
    hits = index().find(text, language=language, shelves=shelves_of(reader), most=3 * most)
    editions = _editions(int(hit.key) for hit in hits)
    articles = list(
        dict.fromkeys(editions[int(h.key)].article_id for h in hits if int(h.key) in editions)
    )
    shown = _shown_in(
        articles[:most], language, {e.article_id: e for e in reversed(editions.values())}
    )
    if kept and words_of(text):
        keep_search(text, language, len(shown), place_of(about, reader) if about else {})
    return shown


def articles_on(
    reader: User, topic: str, *, language: str = "", most: int = 5
) -> list[ShownArticle]:
    """The articles on a topic, those that helped most often first."""
    if not topic:
        return []
    known = Article.objects.filter(topic=topic, audience__in=shelves_of(reader))
    open_ones = known.exclude(state=ArticleState.ARCHIVED).exclude(editions=None).distinct()
    helped = {a.pk: a.uses.filter(how="solved", is_gone=False).count() for a in open_ones}
    order = sorted(helped, key=lambda pk: (-helped[pk], pk))
    return _shown_in(order[:most], language, {})


def all_articles(reader: User, language: str) -> "AllArticles":
    """Every published article that a reader may read, the newest first, a page at a time."""
    return AllArticles(reader, language)


class AllArticles(Sequence[ShownArticle]):
    """Articles read from the database as far as somebody looks."""

    def __init__(self, reader: User, language: str) -> None:
        known = Article.objects.filter(audience__in=shelves_of(reader)).exclude(editions=None)
        known = known.exclude(state=ArticleState.ARCHIVED)
        self._newest = known.annotate(changed=Max("editions__changed_at")).order_by(
            "-changed", "pk"
        )
        self._language = language

    def __len__(self) -> int:
        return self._newest.count()

    @overload
    def __getitem__(self, place: int) -> ShownArticle: ...

    @overload
    def __getitem__(self, place: slice) -> list[ShownArticle]: ...

    def __getitem__(self, place: int | slice) -> ShownArticle | list[ShownArticle]:
        if isinstance(place, int):
            return self[place : place + 1][0]
        keys = list(self._newest.values_list("pk", flat=True)[place])
        return _shown_in(keys, self._language, {})


def keep_search(text: str, language: str, results: int, place: Mapping[str, Any]) -> None:
    """Count a search by its folded words; what holds a digit is left out, for it may be a customer's number."""
    words = _kept_words(text)
    if words:
        kept = min(results, 100)
        ArticleSearch.objects.create(words=words, language=language, results=kept, **place)


def note_gap(text: str, language: str, *, by: User, about: About | None = None) -> bool:
    """Count a search as one in vain though something was found: whoever searched says that none of it answers.

    Returns:
        Whether anything was left to be counted.
    """
    words, place = _kept_words(text), place_of(about, by) if about else {}
    if not words:
        return False
    since = timezone.now() - ONE_SEARCH
    same = ArticleSearch.objects.filter(words=words, language=language, at__gte=since, **place)
    newest = same.exclude(results=0).order_by("-at").first()
    if newest is None:
        keep_search(text, language, 0, place)
    else:
        newest.results, newest.number, newest.written_at = 0, newest.number + 1, timezone.now()
        newest.save()
    return True


def _kept_words(text: str) -> str:
    words = [word for word in words_of(text[:600]) if not any(c.isdigit() for c in word)]
    return " ".join(words)[:WORDS_KEPT]


def _editions(keys: Iterable[int]) -> dict[int, Edition]:
    """Editions in the order of their keys; what was taken away meanwhile is left out."""
    wanted = list(keys)
    rows = Edition.objects.filter(pk__in=wanted).select_related("article", "revision")
    known = {edition.pk: edition for edition in rows if edition.article.state != "archived"}
    return {key: known[key] for key in wanted if key in known}


def _shown_in(
    articles: Sequence[int], language: str, first: dict[int, Edition]
) -> list[ShownArticle]:
    """Each article in the reader's language, else in the one it was found in, else in its first."""
    rows = Edition.objects.filter(article_id__in=articles).select_related("article", "revision")
    by_article: dict[int, list[Edition]] = {}
    for edition in rows.order_by("pk"):
        by_article.setdefault(edition.article_id, []).append(edition)
    return [_shown(by_article[pk], language, first.get(pk)) for pk in articles if pk in by_article]


def _shown(editions: Sequence[Edition], language: str, matched: Edition | None) -> ShownArticle:
    own = [edition for edition in editions if edition.language == language]
    edition = next(iter(own), None) or matched or editions[0]
    return ShownArticle(edition.article, edition, edition.meaning < edition.article.meaning)
