"""The pages of whoever looks for an article: search, one article, whether it helped, what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from willet.core.records import LakeError, WilletError
from willet.figures.domain.looking import reading_of
from willet.levers.knowledge.domain.finding import ShownArticle, all_articles, find_articles
from willet.levers.knowledge.domain.rendering import rendered
from willet.levers.knowledge.domain.reviewing import open_flags, waiting
from willet.levers.knowledge.domain.using import flag as raise_flag
from willet.levers.knowledge.domain.using import note_use
from willet.levers.knowledge.forms import FlagForm
from willet.levers.knowledge.models import LANGUAGES, Article, ArticleState, Edition, UseKind
from willet.levers.knowledge.rules import (
    KEEP_ARTICLES,
    READ_ARTICLE,
    READ_ARTICLES,
    WRITE_ARTICLES,
    is_looked_up_by,
)
from willet.levers.knowledge.tables import no_article
from willet.levers.knowledge.views.worth import used_words
from willet.people.agents.telling import person
from willet.ui import formats
from willet.ui.messages import translate
from willet.ui.pages import carry_out

PER_PAGE = 30


@require_safe
@permission_required(READ_ARTICLES, raise_exception=True)
def search(request: HttpRequest) -> HttpResponse:
    """What answers a question; without one, all articles."""
    text, language = request.GET.get("q", "").strip(), get_language() or "en"
    reader = person(request)
    page = None
    articles: list[ShownArticle] = []
    try:
        if text:
            # A program that only asks whether the page is there has searched nothing.
            kept = request.method == "GET"
            articles = find_articles(reader, text, language=language, kept=kept)
        else:
            page = Paginator(all_articles(reader, language), PER_PAGE).get_page(
                request.GET.get("page")
            )
            articles = list(page)
    except WilletError as failed:
        messages.error(request, translate(failed.message))
    writes, keeps = reader.has_perm(WRITE_ARTICLES), reader.has_perm(KEEP_ARTICLES)
    context = {
        "text": text,
        "articles": articles,
        "page": page,
        "writes": writes,
        "keeps": keeps,
        "nothing": no_article(writes=writes, keeps=keeps),
    }
    return render(request, "knowledge/search.html", context)


@require_safe
@permission_required(READ_ARTICLES, raise_exception=True)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article, in the language that was asked for, else the reader's, else whichever there is."""
    subject = _open(request, pk)
    editions = list(subject.editions.select_related("revision", "revision__approved_by"))
    edition = _edition(editions, request.GET.get("language", ""))
    # A program that only asks whether the page is there has read nothing.
    if edition is not None and request.method == "GET" and is_looked_up_by(request.user):
        note_use(edition.revision, UseKind.OPENED, by=person(request))
    context = {
        "article": subject,
        "edition": edition,
        "language": edition.language if edition else _first_language(subject),
        "languages": dict(LANGUAGES),
        "editions": editions,
        "body": rendered(edition.revision.body) if edition else "",
        "published": formats.zoned_moment(edition.revision.publish_at) if edition else "",
        "is_stale": edition is not None and edition.meaning < subject.meaning,
        "is_archived": subject.state == ArticleState.ARCHIVED,
        "flags": open_flags(editions),
        "waiting": waiting().filter(article=subject).order_by("language", "number"),
        "flag_form": FlagForm(),
        "writes": request.user.has_perm(WRITE_ARTICLES),
        "keeps": request.user.has_perm(KEEP_ARTICLES),
        "goes_with": _goes_with(request, subject),
        "missing": [c for c, _name in LANGUAGES if c not in {e.language for e in editions}],
    }
    return render(request, "knowledge/article.html", context)


@require_POST
@permission_required(WRITE_ARTICLES, raise_exception=True)
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """It helped, it did not, it was sent."""
    subject = _open(request, pk)
    how, language = request.POST.get("how", ""), request.POST.get("language", "")
    edition = subject.editions.filter(language=language).select_related("revision").first()
    if edition is None or how not in UseKind.values:
        raise Http404(how)
    note_use(edition.revision, how, by=person(request))
    messages.success(request, _("Noted."))
    return redirect(_way(subject, language))


@require_POST
@permission_required(WRITE_ARTICLES, raise_exception=True)
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Something is wrong with it."""
    subject = _open(request, pk)
    language = request.POST.get("language", "")
    edition = get_object_or_404(subject.editions.select_related("revision"), language=language)

    def step(given: Mapping[str, Any]) -> None:
        raise_flag(edition.revision, given["note"], by=person(request))

    return carry_out(request, FlagForm(request.POST), step, back=_way(subject, language))


def _goes_with(request: HttpRequest, subject: Article) -> str:
    if not request.user.has_perm(KEEP_ARTICLES):
        return ""
    try:
        return used_words(reading_of(request), subject)
    except LakeError:
        return ""


def _open(request: HttpRequest, pk: int) -> Article:
    subject = get_object_or_404(Article.objects.select_related("owner"), pk=pk)
    if not request.user.has_perm(READ_ARTICLE, subject):
        raise PermissionDenied
    return subject


def _edition(editions: list[Edition], wanted: str) -> Edition | None:
    by_language = {edition.language: edition for edition in editions}
    for language in (wanted, get_language() or "en", "en"):
        if language in by_language:
            return by_language[language]
    return editions[0] if editions else None


def _first_language(subject: Article) -> str:
    newest = subject.revisions.order_by("pk").first()
    return newest.language if newest else "en"


def _way(subject: Article, language: str) -> str:
    return f"{reverse('knowledge:article', args=[subject.pk])}?language={language}"
