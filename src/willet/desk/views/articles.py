"""Articles beside a call: found by its topic and by typing, read in place, their use kept with the contact."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.core.records import LakeError
from willet.core.sources.rooms import About
from willet.desk.domain.hand import topic_of
from willet.desk.domain.statements import kept_with, newest
from willet.desk.models import Leg, Solved
from willet.desk.views.desk import at_the_desk, lake_or_none, own_leg
from willet.desk.views.pieces import is_piece, show_piece
from willet.figures.domain.readers import person
from willet.figures.domain.words import value_words
from willet.levers.knowledge.domain.drafting import draft_article
from willet.levers.knowledge.domain.finding import (
    ShownArticle,
    articles_on,
    find_articles,
    note_gap,
)
from willet.levers.knowledge.domain.rendering import rendered
from willet.levers.knowledge.domain.using import note_use
from willet.levers.knowledge.models import Article, ArticleState, Edition, UseKind
from willet.levers.knowledge.rules import READ_ARTICLE
from willet.people.models import User
from willet.ui.messages import translate


@require_safe
@never_cache
@at_the_desk
def articles(request: HttpRequest, pk: str) -> HttpResponse:
    """What answers what was typed; without words, the articles on the call's topic."""
    leg, text = own_leg(request, pk), request.GET.get("q", "").strip()
    topic = request.GET["topic"] if "topic" in request.GET else _topic(request, leg)
    why, shown = "", list[ShownArticle]()
    try:
        where = kept_with(leg.call, leg) if "kept" in request.GET else None
        shown = _answers(person(request), text, topic, kept="kept" in request.GET, where=where)
    except LakeError as failed:
        why = translate(failed.message)
    context = {
        "articles": shown,
        "text": text,
        "topic": topic,
        "topic_words": value_words("topic", topic) if topic else "",
        "why": why,
    }
    return show_piece(request, leg, "articles", context, title=_("Articles"))


@require_safe
@never_cache
@at_the_desk
def article(request: HttpRequest, pk: str, article: int) -> HttpResponse:
    """One article beside the call; that it was opened is kept with the contact."""
    leg = own_leg(request, pk)
    edition = _edition(request, article)
    if edition is None:
        return _gone(request, leg)
    if request.method == "GET":
        note_use(
            edition.revision, UseKind.OPENED, by=person(request), about=kept_with(leg.call, leg)
        )
    return _shown(request, leg, edition)


@require_POST
@at_the_desk
def used(request: HttpRequest, pk: str, article: int) -> HttpResponse:
    """It helped, it did not, or it was sent."""
    leg, how = own_leg(request, pk), request.POST.get("how", "")
    edition = _edition(request, article)
    if edition is None or how not in UseKind.values:
        return _gone(request, leg)
    note_use(edition.revision, how, by=person(request), about=kept_with(leg.call, leg))
    return _shown(request, leg, edition, noted=str(UseKind(how).label))


@require_POST
@at_the_desk
def missing(request: HttpRequest, pk: str) -> HttpResponse:
    """No article answers it: the words, or the topic, are one of the gaps."""
    leg, topic = own_leg(request, pk), request.POST.get("topic", "")[:120]
    words = request.POST.get("q", "").strip() or (value_words("topic", topic) if topic else "")
    noted = note_gap(
        words, get_language() or "en", by=person(request), about=kept_with(leg.call, leg)
    )
    words_back = _("Noted as missing.") if noted else _("Type what was missing first.")
    if is_piece(request):
        return show_piece(request, leg, "noted", {"noted": words_back}, title=_("Articles"))
    messages.info(request, words_back)
    return redirect("desk:call", leg.pk)


@require_POST
@at_the_desk
def draft(request: HttpRequest, pk: str) -> HttpResponse:
    """An article begun from a call that was solved: its topic, and what its agent wrote."""
    leg = own_leg(request, pk)
    ending = newest(leg)
    if ending is None or ending.resolved != Solved.YES:
        messages.error(
            request, _("Save first that it was solved; the article begins with your note.")
        )
        return redirect("desk:call", leg.pk)
    language = get_language() or "en"
    topic = value_words("topic", ending.topic) if ending.topic else ""
    begun = draft_article(
        topic=ending.topic,
        title=topic,
        note=ending.note,
        language=language,
        by=person(request),
    )
    return redirect(reverse("knowledge:write", args=[begun.pk, language]))


def _topic(request: HttpRequest, leg: Leg) -> str:
    try:
        return topic_of(lake_or_none(request), leg)
    except LakeError:
        return ""


def _answers(
    reader: User, text: str, topic: str, *, kept: bool, where: About | None
) -> list[ShownArticle]:
    language = get_language() or "en"
    if text:
        return find_articles(reader, text, language=language, most=6, kept=kept, about=where)
    return articles_on(reader, topic, language=language)


def _edition(request: HttpRequest, pk: int) -> Edition | None:
    """What the reader reads of an article; None where it is gone, archived or not theirs to read."""
    known = Article.objects.filter(pk=pk).exclude(state=ArticleState.ARCHIVED).first()
    if known is None or not request.user.has_perm(READ_ARTICLE, known):
        return None
    editions = {e.language: e for e in known.editions.select_related("revision", "article")}
    asked = (request.POST or request.GET).get("language", "")
    for language in (asked, get_language() or "en", "en", *editions):
        if language in editions:
            return editions[language]
    return None


def _shown(request: HttpRequest, leg: Leg, edition: Edition, *, noted: str = "") -> HttpResponse:
    context = {
        "article": edition.article,
        "edition": edition,
        "body": rendered(edition.revision.body),
        "is_stale": edition.meaning < edition.article.meaning,
        "noted": noted,
    }
    return show_piece(request, leg, "article", context, title=edition.revision.title)


def _gone(request: HttpRequest, leg: Leg) -> HttpResponse:
    noted = _("This article is not in use any more. What was kept of it stays; look for another.")
    return show_piece(request, leg, "noted", {"noted": noted}, title=_("Articles"), status=404)
