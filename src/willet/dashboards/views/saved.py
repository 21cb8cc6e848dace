"""Views that people keep: a list, and each saved, changed and removed."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.dashboards.domain.saved import address_to_keep, is_open, to_be_mailed, views_of
from willet.dashboards.forms import SavedViewForm
from willet.dashboards.models import SavedView
from willet.dashboards.rules import CHANGE_VIEW, SAVE_VIEWS
from willet.figures.domain.readers import person
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.pages import Action, edit, remove, show_list


@require_safe
@permission_required(SAVE_VIEWS, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """The views a reader finds: their own, their teams', everybody's."""
    table = Table(
        _("Saved views"),
        [
            Column("name", _("View")),
            Column("owner", _("By")),
            Column("circle", _("Shown to")),
            Column("change", _("Change")),
        ],
        [_row(request, view) for view in views_of(request.user)],
        empty=Empty(
            _("No saved views yet"),
            _(
                "Open a page, choose a period and filters, and save the view with the star beside them."
            ),
            icon="star",
        ),
        caption_hidden=True,
    )
    return show_list(request, table, title=_("Saved views"))


def _row(request: HttpRequest, view: SavedView) -> Row:
    own = request.user.has_perm(CHANGE_VIEW, view)
    change = reverse("dashboards:view", args=[view.pk]) if own else ""
    leads = is_open(person(request), view.address)
    return Row(
        [
            Cell(
                view.name,
                sub="" if leads else _("its page is not open to you any more"),
                href=view.address if leads else "",
                icon="star" if own and view.is_start else "",
            ),
            Cell(str(view.owner)),
            Cell(view.get_circle_display()),
            Cell(_("Change") if own else "", href=change, reason=_("only its owner changes it")),
        ]
    )


@permission_required(SAVE_VIEWS, raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """A page as it stands, to be named; its address comes with the way here."""
    address = address_to_keep(request.GET.get("address", "")) or "/"
    view = SavedView(owner=person(request), address=address)
    return _edited(request, view, _("Save this view"))


@permission_required(SAVE_VIEWS, raise_exception=True)
def changed(request: HttpRequest, pk: int) -> HttpResponse:
    """One view of one's own."""
    view = get_object_or_404(views_of(request.user), pk=pk)
    take = Action(_("Remove"), reverse("dashboards:remove_view", args=[pk]), "cross")
    return _edited(request, view, str(view), *_mailed(view), take)


def _mailed(view: SavedView) -> list[Action]:
    """The way to have the overview as this view shows it come by mail, where a report can say it."""
    filters = to_be_mailed(view.address)
    if filters is None:
        return []
    way = f"{reverse('reports:new')}?{urlencode({'name': view.name} | filters)}"
    return [Action(_("Have it come by mail"), way, "inbox", permission="reports.have")]


def _edited(request: HttpRequest, view: SavedView, title: str, *actions: Action) -> HttpResponse:
    return edit(
        request,
        SavedViewForm(request.POST or None, instance=view),
        title=title,
        back=reverse("dashboards:views"),
        permission=CHANGE_VIEW,
        actions=actions,
    )


@permission_required(SAVE_VIEWS, raise_exception=True)
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a view of one's own."""
    view = get_object_or_404(views_of(request.user), pk=pk)
    question = _("Remove this saved view? The page it leads to stays.")
    back = reverse("dashboards:views")
    return remove(request, view, question=question, back=back, permission=CHANGE_VIEW)
