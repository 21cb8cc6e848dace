"""Remarks on days: a list, and each written, changed and removed."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.figures.domain.annotations import open_to
from willet.figures.domain.readers import person
from willet.figures.forms import AnnotationForm
from willet.figures.models import Annotation
from willet.figures.rules import ANNOTATE, CHANGE_ANNOTATION
from willet.people.rules import SEE_OVERVIEW
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.pages import Action, edit, remove, show_list

MOST = 200
"""So many of the newest are listed."""


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """The remarks open to the reader, the newest first."""
    rows = [_row(request, one) for one in open_to(request.user)[:MOST]]
    table = Table(
        _("Annotations"),
        [
            Column("day", _("Day")),
            Column("words", _("What happened")),
            Column("author", _("By")),
            Column("seen_by", _("Seen by")),
        ],
        rows,
        empty=Empty(
            _("No annotations yet"),
            _("Note what happened on a day, and every chart over time shows it there."),
            icon="calendar",
        ),
        caption_hidden=True,
    )
    new = Action(_("New annotation"), reverse("figures:new_annotation"), permission=ANNOTATE)
    return show_list(request, table, title=_("Annotations"), actions=[new])


def _row(request: HttpRequest, one: Annotation) -> Row:
    own = request.user.has_perm(CHANGE_ANNOTATION, one)
    href = reverse("figures:annotation", args=[one.pk]) if own else ""
    return Row(
        [
            Cell(formats.date(one.day)),
            Cell(one.sentence, href=href),
            Cell(str(one.author)),
            Cell(one.get_seen_by_display()),
        ]
    )


@permission_required(ANNOTATE, raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """A new remark; its author is whoever writes it."""
    one = Annotation(author=person(request))
    return _edited(request, one, _("New annotation"))


@permission_required(ANNOTATE, raise_exception=True)
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """One remark of one's own; another's is answered as one that does not exist unless it is open, then as closed."""
    one = get_object_or_404(open_to(request.user), pk=pk)
    take = Action(_("Remove"), reverse("figures:remove_annotation", args=[pk]), "cross")
    return _edited(request, one, str(one), take)


def _edited(request: HttpRequest, one: Annotation, title: str, *actions: Action) -> HttpResponse:
    return edit(
        request,
        AnnotationForm(request.POST or None, instance=one),
        title=title,
        back=reverse("figures:annotations"),
        permission=CHANGE_ANNOTATION,
        actions=actions,
    )


@permission_required(ANNOTATE, raise_exception=True)
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a remark of one's own."""
    one = get_object_or_404(open_to(request.user), pk=pk)
    question = _("Remove this annotation from every chart? The figures stay as they are.")
    back = reverse("figures:annotations")
    return remove(request, one, question=question, back=back, permission=CHANGE_ANNOTATION)
