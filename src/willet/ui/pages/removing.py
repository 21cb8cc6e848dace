"""A thing removed: asked about first, noted, and brought back by whoever removed it a moment ago."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from willet.ui.pages.changes import ThingChange, note
from willet.ui.pages.undoing import UNDO, keep_removed


def remove(
    request: HttpRequest, thing: Model, *, question: str, back: str, permission: str
) -> HttpResponse:
    """Ask `question`; a POST removes the thing and leads to `back`, where it can be undone.

    Args:
        request: A GET asks, a POST removes.
        thing: What goes, with all that hangs on it.
        question: Names the thing and says what its removal does not touch.
        back: Where it leads.
        permission: Asked of the reader for this very thing, on every method.

    Raises:
        PermissionDenied: the reader may not remove this thing.
    """
    if not request.user.has_perm(permission, thing):
        raise PermissionDenied
    if request.method != "POST":
        context = {"title": str(thing), "question": question, "back": back}
        return render(request, "ui/pages/remove.html", context)
    token = keep_removed(request, thing, back=back, permission=permission)
    with transaction.atomic():
        note(ThingChange(request.user, "removed", thing))
        name = str(thing)
        thing.delete()
    text = _("“%(name)s” was removed.") % {"name": name}
    messages.success(request, text, extra_tags=f"{UNDO}{token}")
    return redirect(back)
