"""The pages of questions: all of them, one written or changed, one of our own removed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.levers.surveys.domain.tables import questions_table
from willet.levers.surveys.forms import QuestionForm
from willet.levers.surveys.models import SurveyQuestion, Wave
from willet.levers.surveys.rules import EDIT_SURVEYS, SEE_SURVEYS
from willet.ui.pages import Action, edit, remove, show_list

only_who_may_edit = permission_required(EDIT_SURVEYS, raise_exception=True)


@require_safe
@never_cache
@permission_required(SEE_SURVEYS, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """All questions, in the order of a page."""
    questions = sorted(SurveyQuestion.objects.all(), key=lambda question: question.place)
    new = Action(_("New question"), reverse("surveys:new_question"), permission=EDIT_SURVEYS)
    table = questions_table(questions, may_edit=request.user.has_perm(EDIT_SURVEYS))
    return show_list(request, table, title=_("Questions"), actions=[new])


@only_who_may_edit
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A question written or changed."""
    question = get_object_or_404(SurveyQuestion, pk=pk) if pk else SurveyQuestion()
    own = pk and question.kind == SurveyQuestion.Kind.OWN
    way = reverse("surveys:remove_question", args=[pk]) if own else ""
    return edit(
        request,
        QuestionForm(request.POST or None, instance=question),
        title=_("Question") if pk else _("New question"),
        back=reverse("surveys:questions"),
        permission=EDIT_SURVEYS,
        actions=[Action(_("Remove"), way, "cross")] if way else [],
    )


@only_who_may_edit
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """A question of our own taken away, as long as no wave asks it and nobody answered it."""
    question = get_object_or_404(SurveyQuestion, pk=pk, kind=SurveyQuestion.Kind.OWN)
    if question.answers.exists() or Wave.objects.filter(questions=question).exists():
        messages.error(request, _("A wave asks this question, so it stays."))
        return redirect("surveys:questions")
    return remove(
        request,
        question,
        question=_("No wave asks it, and nobody answered it."),
        back=reverse("surveys:questions"),
        permission=EDIT_SURVEYS,
    )
