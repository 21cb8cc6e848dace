"""A form whose verb may refuse: the sentence stands over it, and nothing that was written is lost."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from willet.core.records import WilletError
from willet.levers.authority.domain import ask, could_not, grant
from willet.ui.messages import translate

M = TypeVar("M", bound=Model)
WISHES: Final[Mapping[str, Callable[..., object]]] = {
    "grant": grant,
    "ask": ask,
    "could_not": could_not,
}
"""What the buttons beneath a wish do with it, by their values."""


def wish_verb(request: HttpRequest) -> Callable[..., object]:
    """What the button that was pressed does.

    Raises:
        Http404: it is none of these; by what is no button nobody gives money away.
    """
    verb = WISHES.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    return verb


def named(rows: QuerySet[M], pk: str) -> M:
    """The row that a button names; a page that is not there where it names none of these."""
    try:
        row = rows.filter(pk=UUID(pk)).first()
    except ValueError:
        row = None
    if row is None:
        raise Http404(pk)
    return row


def is_done(form: BaseForm, verb: Callable[[Any], object]) -> bool:
    """Whether a valid form was carried out; what the verb refused stands with the form."""
    if not form.is_valid():
        return False
    try:
        verb(form)
    except WilletError as wrong:
        form.add_error(None, translate(wrong.message))
        return False
    return True


def keep(
    request: HttpRequest, form: Any, verb: Callable[[Any], object], *, title: str, back: str
) -> HttpResponse:
    """The page of a form; a POST carries `verb` out and leads to `back`."""
    if request.method == "POST" and is_done(form, verb):
        messages.success(request, _("Saved."))
        return redirect(back)
    context = {"title": title, "form": form, "back": back, "actions": [], "beneath": []}
    return render(request, "ui/pages/edit.html", context, status=422 if form.errors else 200)
