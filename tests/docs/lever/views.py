"""The pages of targets: all of them, one written or changed, one removed."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from willet.levers.targets.forms import TargetForm
from willet.levers.targets.models import Target
from willet.levers.targets.rules import SEE_TARGETS, SET_TARGETS

from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.fields import words_in
from willet.ui.pages import Action, edit, remove, show_list


@permission_required(SEE_TARGETS, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """All targets."""
    table = Table(
        caption=_("Targets"),
        columns=[Column("name", _("Name")), Column("share", _("To reach"), "end")],
        rows=[_row(target) for target in Target.objects.order_by("first")],
        empty=Empty(_("No target yet"), _("Set what a metric is to reach.")),
    )
    new = Action(_("New target"), reverse("targets:new"), permission=SET_TARGETS)
    return show_list(request, table, title=_("Targets"), actions=[new])


def _row(target: Target) -> Row:
    way = reverse("targets:target", args=[target.pk])
    return Row([Cell(words_in(target.name), href=way), Cell(formats.percent(target.share))])


def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new target, or a change to one."""
    target = get_object_or_404(Target, pk=pk) if pk else Target()
    form = TargetForm(request.POST or None, instance=target)
    gone = [Action(_("Remove"), reverse("targets:remove", args=[pk]), "cross")] if pk else []
    return edit(
        request,
        form,
        title=_("Target"),
        back=reverse("targets:list"),
        permission=SET_TARGETS,
        actions=gone,
    )


def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a target."""
    target = get_object_or_404(Target, pk=pk)
    return remove(
        request,
        target,
        question=_("Remove this target?"),
        back=reverse("targets:list"),
        permission=SET_TARGETS,
    )
