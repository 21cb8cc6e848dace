"""How sound the lake is: what the last check read, found damaged and rebuilt."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.imports.domain.soundness import rows_apart, soundness, when_read
from willet.people.rules import SEE_LAKE


@require_safe
@never_cache
@permission_required(SEE_LAKE, raise_exception=True)
def shown(request: HttpRequest) -> HttpResponse:
    """The last check."""
    shown = {"lake": soundness(), "when_read": when_read(), "apart": rows_apart()}
    return render(request, "imports/lake.html", shown)
