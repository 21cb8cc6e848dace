"""The pages of invitations: mailed, or shown once as a link; made again, and taken back."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from willet.core.records import RequestError
from willet.people.invitations.inviting import invite_by_hand, invite_by_mail, is_mailed, withdraw
from willet.people.models import User
from willet.people.rules import MANAGE_PEOPLE
from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.messages import translate

only_administrators = permission_required(MANAGE_PEOPLE, raise_exception=True)


@require_POST
@only_administrators
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """A fresh invitation, by mail or as a link; those of before are void."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    return invited(request, person, by_mail=request.POST.get("by") == "mail")


def invited(request: HttpRequest, person: User, *, by_mail: bool = True) -> HttpResponse:
    """Invite, and say how: the mail that is on its way, or the link, which is shown only now."""
    words: dict[str, object] = {"person": person}
    if by_mail and is_mailed(person):
        language = _language(request, person)
        invite_by_mail(person, by=cast(User, request.user), language=language)
        words |= {"mailed": True, "language": LANGUAGE_NAMES[language]}
    else:
        words |= {"link": request.build_absolute_uri(invite_by_hand(person))}
        words |= {"could_mail": is_mailed(person)}
    return render(request, "people/invited.html", words)


def _language(request: HttpRequest, person: User) -> str:
    """The one chosen for the mail, else the person's own, else that of whoever invites."""
    wanted = (request.POST.get("language", ""), person.language, get_language() or "")
    return next((code for code in wanted if code in LANGUAGE_NAMES), settings.LANGUAGE_CODE)


@require_POST
@only_administrators
def withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an invitation back."""
    person = get_object_or_404(User, pk=pk)
    try:
        withdraw(person)
    except RequestError as error:
        messages.error(request, translate(error.message))
    else:
        messages.success(request, _("The invitation is taken back; its link no longer works."))
    return redirect("people:person", pk)
