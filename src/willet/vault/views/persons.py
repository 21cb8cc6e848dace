"""Everything held about a person: shown, exported, erased; and what is stored, for how long, and why."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from willet.core.records import WilletError
from willet.people.models import User
from willet.ui.messages import translate
from willet.vault.domain.kept import kept_table
from willet.vault.domain.persons import export, look
from willet.vault.domain.requests import ask
from willet.vault.forms import PersonSoughtForm
from willet.vault.rules import ERASE_PERSONS

may_erase = permission_required(ERASE_PERSONS, raise_exception=True)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_erase
def asked(request: HttpRequest) -> HttpResponse:
    """Look first; then export or erase. Nothing of the name stands in an address or in a log."""
    form = PersonSoughtForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    try:
        return _done(request, form)
    except WilletError as error:
        form.add_error(None, translate(error.message))
        return _page(request, form, status=422)


def _done(request: HttpRequest, form: PersonSoughtForm) -> HttpResponse:
    match request.POST.get("do"):
        case "export":
            answer = JsonResponse(export(form.person), json_dumps_params={"ensure_ascii": False})
            answer["Content-Disposition"] = 'attachment; filename="person.json"'
            return answer
        case "erase":
            assert isinstance(request.user, User), "the page is guarded by a permission"
            ask(form.person, by=request.user)
            messages.success(
                request, _("The worker erases this person. The activity says when it is done.")
            )
            return redirect("vault:persons")
    return _page(request, form, held=look(form.person))


def _page(
    request: HttpRequest, form: PersonSoughtForm, *, status: int = 200, held: object = None
) -> HttpResponse:
    return render(request, "vault/persons.html", {"form": form, "held": held}, status=status)


@require_safe
@may_erase
def kept(request: HttpRequest) -> HttpResponse:
    """What is stored of persons, for how long, and why."""
    return render(request, "vault/kept.html", {"table": kept_table()})
