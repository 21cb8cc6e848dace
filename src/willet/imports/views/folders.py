"""The pages of watched folders: which there are, what came into them, and a folder's settings."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from willet.imports.domain.reports import source_name
from willet.imports.domain.watched.looking import newest_of
from willet.imports.forms import FolderForm
from willet.imports.models import WatchedFile, WatchedFolder
from willet.imports.views.uploads import may_import
from willet.people.rules import WATCH_FOLDERS
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.pages import Action, edit, remove, show_list

may_watch = permission_required(WATCH_FOLDERS, raise_exception=True)
SHOWN = 200
"""So many files of a folder are listed, the newest first."""


@require_safe
@may_import
def listed(request: HttpRequest) -> HttpResponse:
    """All of them, for whoever is told of them."""
    folders = WatchedFolder.objects.select_related("mapping")
    actions = [Action(_("All imports"), reverse("imports:imports"), "upload")]
    if request.user.has_perm(WATCH_FOLDERS):
        actions.append(Action(_("Watch a folder"), reverse("imports:new_folder")))
    return show_list(request, _table(folders), title=_("Watched folders"), actions=actions)


def _table(folders: Iterable[WatchedFolder]) -> Table:
    return Table(
        caption=_("Watched folders"),
        caption_hidden=True,
        columns=[
            Column("path", _("Folder")),
            Column("source", _("Source")),
            Column("newest", _("Newest file taken")),
            Column("state", _("State")),
        ],
        rows=[Row(_cells(folder)) for folder in folders],
        empty=Empty(
            _("No folder is watched yet"),
            _(
                "Files that another system puts into a watched folder are taken by themselves, once each."
            ),
            icon="file",
        ),
    )


def _cells(folder: WatchedFolder) -> list[Cell]:
    named = folder.mapping.name if folder.mapping else ""
    source = source_name(folder.source) if folder.source else _("Recognise it")
    return [
        Cell(folder.path, href=reverse("imports:folder_files", args=[folder.pk])),
        Cell(f"{source} · {named}" if named else source),
        _newest_cell(newest_of(folder)),
        Cell(
            _("watched") if folder.active else _("not watched"),
            tone="" if folder.active else "quiet",
        ),
    ]


def _newest_cell(at: datetime | None) -> Cell:
    return Cell(formats.zoned_moment(at) if at else "", reason=_("none yet"))


@require_safe
@may_import
def files(request: HttpRequest, pk: int) -> HttpResponse:
    """What came into a folder, and what became of it."""
    folder = get_object_or_404(WatchedFolder, pk=pk)
    listed_files = WatchedFile.objects.filter(folder=folder).select_related("upload")[:SHOWN]
    table = Table(
        caption=_("Files"),
        caption_hidden=True,
        columns=[
            Column("name", _("File")),
            Column("seen", _("Seen")),
            Column("state", _("State")),
        ],
        rows=[Row(_file_cells(file)) for file in listed_files],
        empty=Empty(
            _("No file has come yet"), _("The folder is looked into every minute."), icon="file"
        ),
    )
    actions = [Action(_("Watched folders"), reverse("imports:folders"), "file")]
    if request.user.has_perm(WATCH_FOLDERS):
        actions.append(Action(_("Settings"), reverse("imports:folder", args=[pk]), "file"))
    return show_list(request, table, title=folder.path, actions=actions)


def _file_cells(file: WatchedFile) -> list[Cell]:
    state = file.get_state_display()
    if file.state == WatchedFile.State.SAME:
        state = _("the same as %(other)s, not read again") % {"other": file.same_as}
    way = reverse("imports:upload", args=[file.upload.pk]) if file.upload else ""
    return [
        Cell(file.name, href=way),
        Cell(formats.zoned_moment(file.seen_at)),
        Cell(state, tone="warn" if file.state == WatchedFile.State.FAILED else ""),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@may_watch
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A folder to be watched, or a change to one."""
    folder = get_object_or_404(WatchedFolder, pk=pk) if pk is not None else WatchedFolder()
    gone = Action(
        _("Watch this folder no longer"), reverse("imports:remove_folder", args=[pk or 0]), "cross"
    )
    return edit(
        request,
        FolderForm(request.POST or None, instance=folder),
        title=folder.path or _("Watch a folder"),
        back=reverse("imports:folders"),
        permission=WATCH_FOLDERS,
        actions=[gone] if pk is not None else [],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@may_watch
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """Watch a folder no longer; what came from it stays."""
    folder = get_object_or_404(WatchedFolder, pk=pk)
    question = _(
        "Watch “%(path)s” no longer? What was taken from it stays, and its files are not touched."
    )
    return remove(
        request,
        folder,
        question=question % {"path": folder.path},
        back=reverse("imports:folders"),
        permission=WATCH_FOLDERS,
    )
