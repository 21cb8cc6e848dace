"""What this room offers to programs: articles searched, read and brought in one by one, and their use noted."""

from datetime import UTC, datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema
from pydantic import ConfigDict, Field, StrictStr

from willet.core.records import RequestError, saying
from willet.core.sources.rooms import About
from willet.figures.domain.named import NOT_OPEN, is_open, name_of
from willet.levers.knowledge.domain.beginning import begin_article
from willet.levers.knowledge.domain.finding import find_articles
from willet.levers.knowledge.domain.rendering import LONGEST
from willet.levers.knowledge.domain.using import note_use
from willet.levers.knowledge.models import (
    Article,
    ArticleKind,
    ArticleState,
    Audience,
    Edition,
    UseKind,
)
from willet.levers.knowledge.rules import (
    READ_ARTICLE,
    READ_ARTICLES,
    WRITE_ARTICLES,
    shelves_of,
)
from willet.people.agents.telling import person
from willet.people.visibility import visibility_of
from willet.ui.endpoints import NOTHING_THERE, Endpoint, Listed, NotThereError, PageQuery, page_of
from willet.ui.languages import LANGUAGE_NAMES

NONE_OF = saying("api_none_of", "%(value)s is none of: %(known)s.")
ONE_PLACE = saying(
    "api_one_place",
    "Name one contact, one case, or one call with its source and when it was connected; nothing else can be joined.",
)
Id = Annotated[StrictStr, Field(max_length=120)]


class ArticleQuery(PageQuery):
    """Which articles are wanted."""

    q: Annotated[str, Field(max_length=10_000)] = Field(
        "", description="What they answer; the best first, without a cursor."
    )
    language: Annotated[str, Field(max_length=2)] = Field("en", description="en, nl, de, es or vi.")


class ArticleLine(Schema):
    """An article as a list shows it."""

    id: int
    title: str
    language: str
    topic: str
    kind: str
    is_stale: bool


class ArticleText(Schema):
    """An article in one language."""

    language: str
    title: str
    body: str = Field(description="Markdown.")
    revision: int
    is_stale: bool
    published_at: datetime | None


class WholeArticle(Schema):
    """An article in every language it is published in."""

    id: int
    topic: str
    kind: str
    audience: str
    state: str
    texts: list[ArticleText]


class GivenArticle(Schema):
    """A new article; it waits for approval."""

    model_config = ConfigDict(extra="forbid")

    title: Annotated[StrictStr, Field(min_length=1, max_length=160)]
    body: Annotated[StrictStr, Field(min_length=1, max_length=LONGEST)]
    language: Id
    topic: Id = ""
    kind: Id = ArticleKind.STEPS.value
    audience: Id = Audience.AGENTS.value


class GivenUse(Schema):
    """What was done with an article, and in which contact."""

    model_config = ConfigDict(extra="forbid")

    how: Id = Field(description="opened, sent, solved or not_helpful")
    language: Id = "en"
    contact_id: Annotated[StrictStr, Field(max_length=300)] = ""
    case_ref: Annotated[StrictStr, Field(max_length=200)] = ""
    source: Annotated[StrictStr, Field(max_length=80)] = ""
    call_id: Annotated[StrictStr, Field(max_length=200)] = ""
    connected_at: datetime | None = None


class KeptId(Schema):
    """What was kept."""

    id: str


def articles(request: HttpRequest, query: Query[ArticleQuery]) -> dict[str, object]:
    """What answers a question, or every published article by its number."""
    _known(query.language, LANGUAGE_NAMES)
    reader = person(request)
    if query.q.strip():
        hits = find_articles(reader, query.q, language=query.language, most=query.limit)
        return {"items": [_line(hit.edition) for hit in hits], "next": None}
    editions = Edition.objects.filter(article__audience__in=shelves_of(reader))
    editions = editions.exclude(article__state=ArticleState.ARCHIVED)
    first: dict[int, Edition] = {}
    for edition in editions.select_related("article", "revision").order_by("pk"):
        if edition.article_id not in first or edition.language == query.language:
            first[edition.article_id] = edition
    page, following = page_of(
        first.values(), query, of="articles", key=lambda e: (f"{e.article_id:012}",)
    )
    return {"items": [_line(edition) for edition in page], "next": following}


def article(request: HttpRequest, pk: str) -> WholeArticle:
    """One article in all its languages."""
    known = _open(request, pk)
    editions = known.editions.select_related("revision")
    texts = [
        ArticleText(
            language=e.language,
            title=e.revision.title,
            body=e.revision.body,
            revision=e.revision.number,
            is_stale=e.meaning < known.meaning,
            published_at=e.revision.publish_at,
        )
        for e in editions
    ]
    names = ("topic", "kind", "audience", "state")
    return WholeArticle(id=known.pk, texts=texts, **{n: getattr(known, n) for n in names})


def bring_article(request: HttpRequest, given: GivenArticle) -> KeptId:
    """A new article; nobody finds it until it is approved."""
    by = person(request)
    _known(given.language, LANGUAGE_NAMES)
    _known(given.kind, ArticleKind.values)
    _known(given.audience, shelves_of(by))
    about = {"topic": given.topic, "kind": given.kind, "audience": given.audience}
    text = {"language": given.language, "title": given.title, "body": given.body}
    return KeptId(id=str(begin_article(about, by=by, **text).article_id))


def use_article(request: HttpRequest, pk: str, given: GivenUse) -> KeptId:
    """Note that an article was used, in a contact that is open to whoever says so, or beside one."""
    known = _open(request, pk)
    _known(given.how, UseKind.values)
    edition = known.editions.filter(language=given.language).select_related("revision").first()
    if edition is None:
        raise NotThereError(NOTHING_THERE())
    by, about = person(request), _about(given)
    if about is not None and not is_open(about, visibility_of(by)):
        raise NotThereError(NOT_OPEN(name=name_of(about)))
    use = note_use(edition.revision, given.how, by=by, about=about)
    return KeptId(id=use.pk.hex)


def _about(given: GivenUse) -> About | None:
    named = [bool(given.contact_id), bool(given.case_ref), bool(given.call_id)]
    if not any(named):
        return None
    at = given.connected_at
    is_call = bool(given.source) and at is not None
    if sum(named) > 1 or (given.call_id and not is_call) or (at and not _is_moment(at)):
        raise RequestError(ONE_PLACE())
    if given.call_id:
        return About(given.source, given.call_id, at=at)
    return About(contact_id=given.contact_id or None, case_ref=given.case_ref or None)


def _is_moment(at: datetime) -> bool:
    """Whether a moment says its zone, and lies within the calendar there and in UTC."""
    try:
        return at.tzinfo is not None and at.astimezone(UTC) is not None
    except OverflowError:
        return False


def _open(request: HttpRequest, pk: str) -> Article:
    known = Article.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None
    if known is None or not request.user.has_perm(READ_ARTICLE, known):
        raise NotThereError(NOTHING_THERE())
    return known


def _known(value: str, known: object) -> None:
    names = list(known)  # type: ignore[call-overload] # any collection of names
    if value not in names:
        raise RequestError(NONE_OF(value=repr(value), known=", ".join(names)))


def _line(edition: Edition) -> ArticleLine:
    return ArticleLine(
        id=edition.article_id,
        title=edition.revision.title,
        language=edition.language,
        topic=edition.article.topic,
        kind=edition.article.kind,
        is_stale=edition.meaning < edition.article.meaning,
    )


ENDPOINTS = (
    Endpoint(
        "GET",
        "articles",
        articles,
        _("Articles"),
        "read",
        READ_ARTICLES,
        Listed[ArticleLine],
        query=ArticleQuery,
    ),
    Endpoint(
        "GET", "articles/{str:pk}", article, _("One article"), "read", READ_ARTICLES, WholeArticle
    ),
    Endpoint(
        "POST", "articles", bring_article, _("A new article"), "act", WRITE_ARTICLES, KeptId, 201
    ),
    Endpoint(
        "POST",
        "articles/{str:pk}/uses",
        use_article,
        _("Note a use of an article"),
        "act",
        WRITE_ARTICLES,
        KeptId,
        201,
    ),
)
