"""Mappings kept for the next export of the same system."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from willet.figures.domain.readers import person
from willet.imports.domain.mappings import StaleMappingError
from willet.imports.forms import MappingForm
from willet.imports.models import MappingVersion, SavedMapping
from willet.imports.views.uploads import may_import
from willet.people.rules import IMPORT_FILES
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.messages import translate
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
        Cell(formats.zoned_moment(mapping.saved_at)),
        Cell(saved_by, reason=_("not known")),
    ]


@may_import
@require_http_methods(["GET", "HEAD", "POST"])
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new mapping, or a change to one; a text the importer does not understand is not kept.

    Where somebody else changed it meanwhile nothing is kept either: both texts are shown.
    """
    mapping = get_object_or_404(SavedMapping, pk=pk) if pk is not None else SavedMapping()
    form = MappingForm(request.POST or None, instance=mapping, by=person(request))
    name, back = mapping.name or _("New mapping"), reverse("imports:mappings")
    actions = _actions(pk) if pk is not None else []
    try:
        return edit(request, form, title=name, back=back, permission=IMPORT_FILES, actions=actions)
    except StaleMappingError as stale:
        known = get_object_or_404(SavedMapping, pk=pk)
        # Saved once more, this text goes on top of what the other wrote.
        again = request.POST.copy()
        again["seen_version"] = str(known.version)
        form = MappingForm(again, instance=mapping, by=person(request))
        form.add_error(None, translate(stale.message))
        context = {"title": name, "form": form, "back": back, "actions": actions}
        context["beneath"] = [versions_of(known)]
        return render(request, "ui/pages/edit.html", context, status=409)


def _actions(pk: int) -> list[Action]:
    return [
        Action(_("Versions"), reverse("imports:mapping_versions", args=[pk]), "file"),
        Action(_("Remove this mapping"), reverse("imports:remove_mapping", args=[pk]), "cross"),
    ]


@require_safe
@may_import
def listed_versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts that a mapping had, newest first."""
    mapping = get_object_or_404(SavedMapping, pk=pk)
    back = Action(_("Back to the mapping"), reverse("imports:mapping", args=[pk]), "file")
    return show_list(request, versions_of(mapping), title=mapping.name, actions=(back,))


def versions_of(mapping: SavedMapping) -> Table:
    """The texts that a mapping had, as a table."""
    versions = mapping.versions.select_related("saved_by")
    return Table(
        caption=_("Versions"),
        columns=[
            Column("number", _("Version"), "end"),
            Column("saved_at", _("Saved")),
            Column("saved_by", _("Saved by")),
        ],
        rows=[Row(_version_cells(version)) for version in versions],
        empty=Empty(
            _("No earlier version"), _("The first change keeps the text before it."), icon="file"
        ),
    )


def _version_cells(version: MappingVersion) -> list[Cell]:
    way = reverse("imports:mapping_version", args=[version.mapping_id, version.number])
    return [
        Cell(formats.number(version.number), href=way),
        Cell(formats.zoned_moment(version.saved_at)),
        Cell(str(version.saved_by) if version.saved_by else "", reason=_("not known")),
    ]


@require_safe
@may_import
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One text that a mapping had."""
    kept = get_object_or_404(
        MappingVersion.objects.select_related("mapping"), mapping=pk, number=number
    )
    return render(request, "imports/version.html", {"version": kept})


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
