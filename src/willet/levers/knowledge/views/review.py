"""The page of whoever keeps articles: what waits, what to look at again, what is missing."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.core.records import LakeError
from willet.figures.domain.asking import Reading
from willet.figures.domain.looking import reading_of
from willet.levers.knowledge import tables
from willet.levers.knowledge.domain import reviewing
from willet.levers.knowledge.domain.gaps import topic_gaps
from willet.levers.knowledge.domain.using import close_flag
from willet.levers.knowledge.models import ArticleFlag
from willet.levers.knowledge.rules import KEEP_ARTICLES
from willet.levers.knowledge.views.worth import used_words
from willet.people.agents.telling import person

only_keepers = permission_required(KEEP_ARTICLES, raise_exception=True)


@only_keepers
def overview(request: HttpRequest) -> HttpResponse:
    """What is to be done about articles."""
    now = timezone.now()
    known, reading = reviewing.worths(), _reading(request)
    shown = [
        tables.waiting_table(reviewing.waiting()),
        tables.due_table(reviewing.due(known, now), now),
        tables.gaps_table(reviewing.gaps(now)),
        tables.topics_table(topic_gaps(reading)),
        tables.used_table(reviewing.most_used(known)),
        tables.unused_table(reviewing.never_used(now)),
    ]
    return render(
        request, "knowledge/review.html", {"tables": shown, "goes_with": used_words(reading)}
    )


def _reading(request: HttpRequest) -> Reading | None:
    """The lake; none where it cannot be read: what is to be written and approved does not wait for it."""
    try:
        return reading_of(request)
    except LakeError:
        return None


@require_POST
@only_keepers
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """A flag is settled."""
    raised = get_object_or_404(ArticleFlag.objects.select_related("revision"), pk=pk)
    close_flag(raised, by=person(request))
    messages.success(request, _("Saved."))
    return redirect("knowledge:article", pk=raised.revision.article_id)
