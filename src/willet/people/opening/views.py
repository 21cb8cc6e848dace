"""The pages of the opening: who you are, and the first steps."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from willet.core.records import RequestError, UnknownNameError
from willet.people.invitations.views import only_administrators
from willet.people.models import User
from willet.people.opening import steps
from willet.people.opening.forms import OpeningForm
from willet.people.opening.key import opens
from willet.people.opening.taking import take_installation
from willet.people.signin.adapter import account_of
from willet.people.signin.browsers import remember
from willet.ui.messages import translate

BACKEND = "willet.people.signin.backend.AccountBackend"


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def opening(request: HttpRequest, key: str) -> HttpResponse:
    """Who you are: name, mail and password of the first administrator; a sentence where the key no longer opens."""
    if not opens(key):
        return render(request, "people/opening/closed.html")
    form = OpeningForm(request.POST or None)
    person = _taken(form) if request.method == "POST" and form.is_valid() else None
    if person is None:
        return render(request, "people/opening/who.html", {"form": form})
    login(request, person, backend=BACKEND)
    response = redirect("people:steps")
    remember(request, response, account_of(person))
    return response


def _taken(form: OpeningForm) -> User | None:
    """The administrator; None where somebody was quicker, which the form then says."""
    given = form.cleaned_data
    try:
        return take_installation(
            name=given["name"],
            email=given["email"],
            password=given["password"],
            language=get_language() or "",
        )
    except RequestError as quicker:
        form.add_error(None, translate(quicker.message))
    except ValidationError as refused:
        # By field, as the account has them; this form has others.
        form.add_error(None, refused.messages)
    return None


@only_administrators
@never_cache
def first_steps(request: HttpRequest) -> HttpResponse:
    """What a new installation wants done, each step with its state."""
    lines = steps.steps_for(request)
    context = {"steps": lines, "all_over": not any(line.is_open for line in lines)}
    return render(request, "people/opening/steps.html", context)


@require_POST
@only_administrators
def skip_step(request: HttpRequest, name: str) -> HttpResponse:
    """Leave a step out, or take it up again."""
    try:
        steps.skip(name, skipped=request.POST.get("skip") == "1")
    except UnknownNameError as unknown:
        raise Http404 from unknown
    return redirect("people:steps")
