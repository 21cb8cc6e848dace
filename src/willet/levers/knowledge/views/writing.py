"""The pages of whoever writes and keeps articles: new ones, other wordings, their history, decisions, settings."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.levers.knowledge.domain.beginning import begin_article
from willet.levers.knowledge.domain.differences import differences
from willet.levers.knowledge.domain.errors import NEWER_WRITTEN, ArticleError
from willet.levers.knowledge.domain.keeping import archive, note_review, reopen, touch
from willet.levers.knowledge.domain.rendering import rendered
from willet.levers.knowledge.domain.writing import approve, newest, propose, refuse, standing
from willet.levers.knowledge.forms import ApprovalForm, ArticleForm, NewArticleForm, WordingForm
from willet.levers.knowledge.models import (
    LANGUAGES,
    Article,
    ArticleRevision,
    Edition,
    RevisionState,
    Significance,
)
from willet.levers.knowledge.rules import (
    APPROVE_REVISION,
    KEEP_ARTICLES,
    READ_ARTICLE,
    WRITE_ARTICLES,
)
from willet.levers.knowledge.tables import history_table, publishing_words, what_changes
from willet.people.agents.telling import person
from willet.ui.messages import translate
from willet.ui.pages import carry_out, edit

only_writers = permission_required(WRITE_ARTICLES, raise_exception=True)
only_keepers = permission_required(KEEP_ARTICLES, raise_exception=True)


@only_writers
def new(request: HttpRequest) -> HttpResponse:
    """A new article, which waits for approval."""
    start = {"language": get_language(), "title": request.GET.get("title", "")[:160]}
    start["topic"] = request.GET.get("topic", "")
    form = NewArticleForm(request.POST or None, initial=start, reader=person(request))
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            proposed = _written_anew(form.cleaned_data, request)
        except ArticleError as wrong:
            form.add_error(None, translate(wrong.message))
            return _form_page(request, form, _("New article"), reverse("knowledge:search"))
        messages.success(request, _("Kept. It is found once it is approved."))
        return redirect("knowledge:revision", pk=proposed.pk)
    return _form_page(request, form, _("New article"), reverse("knowledge:search"))


@only_writers
def write(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Another wording in a language, or the first one."""
    subject = _open(request, pk)
    _known(language)
    form = WordingForm(request.POST or None, initial=_start(subject, language))
    back = f"{reverse('knowledge:article', args=[pk])}?language={language}"
    words = {"title": subject, "language": dict(LANGUAGES)[language]}
    title = _("Write in %(language)s: %(title)s") % words
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            proposed = propose(subject, language=language, by=person(request), **form.cleaned_data)
        except ArticleError as wrong:
            form.add_error(None, translate(wrong.message))
            newer = newest(subject, language) if wrong.message.is_one_of(NEWER_WRITTEN) else None
            return _form_page(request, form, title, back, subject, language, newer)
        messages.success(request, _("Kept. It is found once it is approved."))
        return redirect("knowledge:revision", pk=proposed.pk)
    return _form_page(request, form, title, back, subject, language)


@only_writers
def history(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Every wording in a language."""
    subject = _open(request, pk)
    _known(language)
    rows = subject.revisions.filter(language=language).select_related("written_by", "approved_by")
    context = {
        "article": subject,
        "language": language,
        "name": dict(LANGUAGES)[language],
        "table": history_table(rows),
    }
    return render(request, "knowledge/history.html", context)


@only_writers
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    """One wording beside the one before it, and the decision on it."""
    subject = get_object_or_404(ArticleRevision.objects.select_related("article"), pk=pk)
    _open(request, subject.article_id)
    others = subject.article.revisions.filter(language=subject.language)
    before = others.filter(number__lt=subject.number, state=RevisionState.PUBLISHED).first()
    context = {
        "revision": subject,
        "article": subject.article,
        "name": dict(LANGUAGES)[subject.language],
        "before": before,
        "lines": differences(before.body if before else "", subject.body),
        "body": rendered(subject.body),
        "what": what_changes(subject),
        "published_at": publishing_words(subject),
        "waits": subject.state in {RevisionState.PROPOSED, RevisionState.SCHEDULED},
        "newer": _published_after(subject),
        "decides": request.user.has_perm(APPROVE_REVISION, subject),
        "form": ApprovalForm(),
    }
    return render(request, "knowledge/revision.html", context)


@require_POST
@only_keepers
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a wording, or refuse it."""
    subject = get_object_or_404(ArticleRevision.objects.select_related("article"), pk=pk)
    _open(request, subject.article_id)
    if not request.user.has_perm(APPROVE_REVISION, subject):
        raise PermissionDenied

    def step(given: Mapping[str, Any]) -> None:
        if "refuse" in request.POST:
            refuse(subject, by=person(request))
        else:
            approve(subject, by=person(request), at=given["at"])

    back = reverse("knowledge:revision", args=[pk])
    # A moment that is over stops nobody from saying no.
    form = Form(request.POST) if "refuse" in request.POST else ApprovalForm(request.POST)
    return carry_out(request, form, step, back=back)


@only_keepers
def settings(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose it is, for whom, on what, and when it is looked at again."""
    subject = _open(request, pk)
    form = ArticleForm(request.POST or None, instance=subject)
    back = reverse("knowledge:article", args=[pk])
    answer = edit(request, form, title=str(subject), back=back, permission=KEEP_ARTICLES)
    if "audience" in form.changed_data and answer.status_code == 302:
        touch(subject)
    return answer


@require_POST
@only_keepers
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """Archived, taken back into use, or read and found right."""
    subject = _open(request, pk)
    steps = {"archive": archive, "reopen": reopen, "reviewed": note_review}
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        raise Http404
    step(subject)
    messages.success(request, _("Saved."))
    return redirect("knowledge:article", pk=pk)


def _written_anew(given: Mapping[str, Any], request: HttpRequest) -> ArticleRevision:
    about = {name: given[name] for name in ("topic", "kind", "audience")}
    text = {name: given[name] for name in ("language", "title", "body")}
    return begin_article(about, by=person(request), **text)


def _start(subject: Article, language: str) -> dict[str, Any]:
    last, stands = newest(subject, language), standing(subject, language)
    after = last.number if last else 0
    if stands is None:
        return {"after": after, "significance": Significance.TRANSLATED}
    text = {"title": stands.title, "body": stands.body}
    is_stale = subject.editions.filter(language=language, meaning__lt=subject.meaning).exists()
    # Somebody who opens a stale text came to bring it in line; anything else would leave it stale.
    usual = Significance.TRANSLATED if is_stale else Significance.MINOR
    return {**text, "after": after, "significance": usual}


def _form_page(
    request: HttpRequest,
    form: WordingForm | NewArticleForm,
    title: str,
    back: str,
    subject: Article | None = None,
    language: str = "",
    newer: ArticleRevision | None = None,
) -> HttpResponse:
    if newer:
        # Both texts are before the writer's eyes now: the next save is meant.
        form.data = again = request.POST.copy()
        again["after"] = str(newer.number)
    shown = "preview" in request.POST and form.is_valid()
    others = subject.editions.exclude(language=language) if subject else ()
    context = {
        "form": form,
        "title": title,
        "back": back,
        "preview": rendered(form.cleaned_data["body"]) if shown else "",
        "newer": newer,
        "lines": differences(newer.body, form.cleaned_data["body"]) if newer else (),
        "others": [
            (e.revision, rendered(e.revision.body), _is_ahead(e, subject, language)) for e in others
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "knowledge/write.html", context, status=status)


def _is_ahead(other: Edition, subject: Article | None, language: str) -> bool:
    """Whether a text goes along with a meaning that the language being written has not come to."""
    if subject is None or other.meaning < subject.meaning:
        return False
    own = subject.editions.filter(language=language).first()
    return own is None or own.meaning < other.meaning


def _published_after(subject: ArticleRevision) -> int | None:
    """The number of a newer wording that is read by now."""
    edition = subject.article.editions.filter(
        language=subject.language, revision__number__gt=subject.number
    ).first()
    return edition.revision.number if edition else None


def _open(request: HttpRequest, pk: int) -> Article:
    subject = get_object_or_404(Article, pk=pk)
    if not request.user.has_perm(READ_ARTICLE, subject):
        raise PermissionDenied
    return subject


def _known(language: str) -> None:
    if language not in dict(LANGUAGES):
        raise Http404(language)
