"""The pages of this room: people, teams, one's own profile, and the switches of every page's head."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import transaction
from django.db.models import Count, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.activity.domain import history_of_thing
from willet.people import domain
from willet.people.forms import PersonForm, ProfileForm, TeamForm
from willet.people.invitations.inviting import is_mailed, state_of
from willet.people.invitations.views import invited, only_administrators
from willet.people.listing import people_table, teams_table
from willet.people.models import Team, Theme, User
from willet.people.rules import EDIT_OWN_PROFILE
from willet.ui.messages import translate
from willet.ui.offers import offers

THEME_COOKIE = "willet_theme"
_A_YEAR = 365 * 24 * 3600

only_oneself = permission_required(EDIT_OWN_PROFILE, raise_exception=True)


@only_administrators
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, the active ones first."""
    everybody = User.objects.prefetch_related("teams").order_by("-is_active", "name", "username")
    return render(
        request, "people/list.html", {"people": everybody, "table": people_table(everybody)}
    )


@only_administrators
def add(request: HttpRequest) -> HttpResponse:
    """A new account; its invitation link is shown once it is made."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.save(commit=False)
        person.set_unusable_password()
        person.save()
        form.save_m2m()
        return invited(request, person)
    return render(request, "people/add.html", {"form": form})


@only_administrators
@transaction.atomic
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: role, teams, language, and whether it is active."""
    subject = get_object_or_404(User, pk=pk)
    form = PersonForm(request.POST or None, instance=subject)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people:list")
    # A refused form has already written its values into the instance; the heading shows what is stored.
    stored = User.objects.get(pk=pk)
    context = {
        "form": form,
        "person": stored,
        "history": history_of_thing(stored),
        "state": state_of(stored),
        "invited_at": stored.invited_at,
        "by_mail": is_mailed(stored),
    }
    return render(request, "people/person.html", context)


@require_POST
@only_administrators
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody sign in, or no longer."""
    subject = get_object_or_404(User, pk=pk)
    try:
        change = domain.reactivate if request.POST.get("active") == "1" else domain.deactivate
        change(subject)
    except domain.LastAdministratorError as error:
        messages.error(request, translate(error.message))
    return redirect("people:list")


@only_administrators
def teams(request: HttpRequest) -> HttpResponse:
    """The teams, and a form for one more."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("people:teams")
    counted = Team.objects.annotate(members=Count("people"))
    context = {"form": form, "teams": counted, "table": teams_table(counted)}
    return render(request, "people/teams.html", context)


@only_administrators
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One team's name; removing it leaves its people without it."""
    subject = get_object_or_404(Team, pk=pk)
    form = TeamForm(request.POST or None, instance=subject)
    if request.method == "POST" and "remove" in request.POST:
        return _team_removed(request, subject)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("people:teams")
    context = {"form": form, "team": subject, "history": history_of_thing(subject)}
    return render(request, "people/team.html", context)


def _team_removed(request: HttpRequest, team: Team) -> HttpResponse:
    try:
        team.delete()
    except ProtectedError:
        words = _("Agents are or were in %(team)s. Take those stretches away first.")
        messages.error(request, words % {"team": team})
    return redirect("people:teams")


@only_oneself
def profile(request: HttpRequest) -> HttpResponse:
    """One's own name, language and appearance."""
    form = ProfileForm(request.POST or None, instance=_myself(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("people:profile")
    context = {"form": form, "ways": list(offers("panels", "PROFILE"))}
    return render(request, "people/profile.html", context)


@require_POST
@login_not_required
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in the account, or in a cookie for who has not signed in."""
    chosen = request.POST.get("language", "")
    response = redirect(_back(request))
    if chosen in dict(settings.LANGUAGES):
        _remember(request, language=chosen)
        _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
@login_not_required
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in the account, or in a cookie for who has not signed in."""
    chosen = request.POST.get("theme", "")
    response = redirect(_back(request))
    if chosen in Theme.values:
        _remember(request, theme=chosen)
        _set_cookie(response, THEME_COOKIE, chosen)
    return response


def _remember(request: HttpRequest, **fields: str) -> None:
    if request.user.is_authenticated:
        person = _myself(request)
        for name, value in fields.items():
            setattr(person, name, value)
        person.save(update_fields=list(fields))


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, _A_YEAR, httponly=True, samesite="Lax", secure=secure)


def _back(request: HttpRequest) -> str:
    """Where the reader came from, if that is one of our own pages."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if own else "/"


def _myself(request: HttpRequest) -> User:
    return User.objects.get(pk=cast(User, request.user).pk)
