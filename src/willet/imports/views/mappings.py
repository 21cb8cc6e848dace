"""Mappings kept for the next export of the same system."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from willet.figures.domain.readers import person
from willet.imports.forms import MappingForm
from willet.imports.models import SavedMapping
from willet.imports.views.uploads import may_import
from willet.people.rules import IMPORT_FILES
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.pages import Action, edit, remove, show_list


@require_safe
@may_import
def listed(request: HttpRequest) -> HttpResponse:
    """All of them."""
    mappings = SavedMapping.objects.select_related("saved_by")
    new = Action(_("New mapping"), reverse("imports:new_mapping"))
    back = Action(_("All imports"), reverse("imports:imports"), "upload")
    return show_list(request, _table(mappings), title=_("Saved mappings"), actions=(back, new))


def _table(mappings: Iterable[SavedMapping]) -> Table:
    return Table(
        caption=_("Saved mappings"),
        caption_hidden=True,
        columns=[
            Column("name", _("Name")),
            Column("saved_at", _("Saved")),
            Column("saved_by", _("Saved by")),
        ],
        rows=[Row(_cells(mapping)) for mapping in mappings],
        empty=Empty(
            _("No mapping is kept yet"),
            _(
                "A mapping says which column of a table means what. Keep one here, and choose it the next time "
                "the same system gives you a file."
            ),
            icon="file",
        ),
    )


def _cells(mapping: SavedMapping) -> list[Cell]:
    saved_by = str(mapping.saved_by) if mapping.saved_by else ""
    return [
        Cell(mapping.name, href=reverse("imports:mapping", args=[mapping.pk])),
        Cell(f"{formats.moment(mapping.saved_at)} UTC"),
        Cell(saved_by, reason=_("not known")),
    ]


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new mapping, or a change to one; a text the importer does not understand is not kept."""
    mapping = get_object_or_404(SavedMapping, pk=pk) if pk is not None else SavedMapping()
    name = mapping.name or _("New mapping")
    mapping.saved_by = person(request)
    return edit(
        request,
        MappingForm(request.POST or None, instance=mapping),
        title=name,
        back=reverse("imports:mappings"),
        permission=IMPORT_FILES,
        actions=[
            Action(_("Remove this mapping"), reverse("imports:remove_mapping", args=[pk]), "cross")
        ]
        if pk is not None
        else [],
    )


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one; imports made with it stay as they are."""
    mapping = get_object_or_404(SavedMapping, pk=pk)
    question = _("Remove the mapping “%(name)s”? Imports made with it stay as they are.")
    return remove(
        request,
        mapping,
        question=question % {"name": mapping.name},
        back=reverse("imports:mappings"),
        permission=IMPORT_FILES,
    )
