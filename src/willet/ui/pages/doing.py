"""A small form on a thing's page carried out: done, or refused with reasons, and the reader is back where they were."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from willet.core.records import WilletError
from willet.ui.messages import translate


def carry_out(
    request: HttpRequest, form: Form, verb: Callable[[Mapping[str, Any]], object], *, back: str
) -> HttpResponse:
    """Do `verb` with what the form brought, say how it went, and lead to the address `back`."""
    if not form.is_valid():
        for problem in (text for texts in form.errors.values() for text in texts):
            messages.error(request, str(problem))
        return redirect(back)
    try:
        verb(form.cleaned_data)
    except WilletError as wrong:
        messages.error(request, translate(wrong.message))
    else:
        messages.success(request, _("Saved."))
    return redirect(back)
