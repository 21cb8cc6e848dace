"""A thing written or changed: shown as a form, refused with reasons, kept with a note of what changed."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from willet.ui.components import Table
from willet.ui.meanwhile import MeanwhileError, MeanwhileForm
from willet.ui.messages import translate
from willet.ui.offers import offers
from willet.ui.pages.changes import ThingChange, Verb, note
from willet.ui.pages.listing import Action


def edit(
    request: HttpRequest,
    form: "ModelForm[Any]",
    *,
    title: str,
    back: str,
    permission: str,
    actions: Sequence[Action] = (),
) -> HttpResponse:
    """The page of a form; a POST keeps what is valid and leads to the address `back`.

    Args:
        request: The form must have been made from its `POST or None`.
        form: Its instance is the thing; one that was never kept is new.
        title: The heading.
        back: Where a kept change leads, and the way out.
        permission: Asked of the reader for this very thing, on every method.
        actions: Further ways on, e.g. to remove it.

    Raises:
        PermissionDenied: the reader may not change this thing.
    """
    if not request.user.has_perm(permission, form.instance):
        raise PermissionDenied
    if request.method == "POST" and form.is_valid() and _is_kept(request, form):
        messages.success(request, _("Saved."))
        return redirect(back)
    may = [a for a in actions if a.permission is None or request.user.has_perm(a.permission)]
    context = {
        "title": title,
        "form": form,
        "back": back,
        "actions": may,
        "beneath": _beneath(request, form.instance),
    }
    return render(request, "ui/pages/edit.html", context, status=422 if form.errors else 200)


def _beneath(request: HttpRequest, thing: Model) -> list[Table]:
    """What rooms show beneath the form of a thing that is kept; they offer it as `BENEATH` in their `panels.py`."""
    if thing._state.adding:
        return []
    return [table for make in offers("panels", "BENEATH") if (table := make(request, thing))]


def _is_kept(request: HttpRequest, form: "ModelForm[Any]") -> bool:
    """Keep it, unless somebody else did at the same moment: then that stands with the form.

    What a room itself refuses as it keeps a thing is for its own page to say.
    """
    try:
        _keep(request, form)
    except MeanwhileError as wrong:
        form.add_error(None, translate(wrong.message))
        return False
    except IntegrityError:
        # One of this name was kept since the form was looked at, by a second press of the button too: looked at again
        # it says so. What it does not see is a fault.
        form.full_clean()
        if form.is_valid():
            raise
        return False
    return True


def _keep(request: HttpRequest, form: "ModelForm[Any]") -> None:
    # Not by the key: a thing whose key is drawn when it is made has one before it is kept.
    verb: Verb = "added" if form.instance._state.adding else "changed"
    fields = {n: (form.initial.get(n), form.cleaned_data.get(n)) for n in form.changed_data}
    with transaction.atomic():
        if isinstance(form, MeanwhileForm):
            form.hold()
        thing = form.save()
        note(ThingChange(request.user, verb, thing, fields))
