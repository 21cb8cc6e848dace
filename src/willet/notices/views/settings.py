"""How a reader wants to be told."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from willet.notices.domain.choices import choose
from willet.notices.forms import TellingForm
from willet.notices.rules import SEE_NOTICES
from willet.people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(SEE_NOTICES, raise_exception=True)
def settings(request: HttpRequest) -> HttpResponse:
    """The reader's own choices."""
    reader = cast(User, request.user)
    form = TellingForm(request.POST or None, reader=reader)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        choose(reader, ways=form.ways(), zone=cleaned["zone"], digest_at=cleaned["digest_at"])
        messages.success(request, _("Saved."))
        return redirect("notices:settings")
    status = 422 if form.errors else 200
    return render(request, "notices/settings.html", {"form": form}, status=status)
