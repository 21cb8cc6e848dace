"""The pages of tokens: one's own, made and shown once, and everybody's for the administrator."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from willet.api.domain.table import endpoints_table, tokens_table
from willet.api.domain.tokens import make_token, revoke, tokens_of
from willet.api.forms import TokenForm
from willet.api.models import AccessToken
from willet.api.rules import HOLD_TOKENS, MANAGE_TOKENS
from willet.api.serving.mount import endpoints
from willet.core.records import RequestError
from willet.figures.domain.readers import person
from willet.people.models import User
from willet.ui.endpoints import SCOPES, Scope
from willet.ui.messages import translate
from willet.ui.pages import show_list


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(HOLD_TOKENS, raise_exception=True)
def own(request: HttpRequest) -> HttpResponse:
    """One's own tokens, and a form for one more; a new one is shown in the answer to that form, and never again."""
    owner = person(request)
    form = TokenForm(request.POST or None, scopes=_scopes_of(owner))
    text = ""
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.cleaned_data
            scopes, days = wanted["scopes"], wanted["days"]
            _token, text = make_token(owner, wanted["name"], scopes=scopes, days=days)
            form = TokenForm(scopes=_scopes_of(owner))
        except RequestError as error:
            form.add_error(None, translate(error.message))
    context = {
        "form": form,
        "text": text,
        "table": tokens_table(tokens_of(owner)),
        "addresses": endpoints_table(e for e in endpoints() if owner.has_perm(e.permission)),
        "example": request.build_absolute_uri(reverse("api:metrics")),
    }
    return render(request, "api/tokens.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@permission_required(MANAGE_TOKENS, raise_exception=True)
def everybody(request: HttpRequest) -> HttpResponse:
    """All tokens, to revoke those that nobody should hold any more."""
    tokens = AccessToken.objects.select_related("person")
    return show_list(request, tokens_table(tokens, owners=True), title=_("Access tokens"))


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(HOLD_TOKENS, raise_exception=True)
def revoked(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then let a token never be used again."""
    reader = person(request)
    manages = reader.has_perm(MANAGE_TOKENS)
    may = AccessToken.objects.all() if manages else tokens_of(reader)
    token = get_object_or_404(may, pk=pk)
    back = reverse("api:tokens" if token.person_id == reader.pk else "api:everybody")
    if request.method == "POST":
        revoke(token, by=reader)
        messages.success(request, _("The token was revoked."))
        return redirect(back)
    return render(request, "api/revoke.html", {"token": token, "back": back})


def _scopes_of(owner: User) -> list[Scope]:
    """What a token of theirs could be used for at all."""
    usable = {e.scope for e in endpoints() if owner.has_perm(e.permission)}
    return [scope for scope in SCOPES if scope in usable]
