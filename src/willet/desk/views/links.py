"""Links to phone systems: all of them, a new one with its token shown once, and one revoked."""

from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from willet.desk.domain.tokens import make_link, revoke
from willet.desk.forms import PhoneLinkForm
from willet.desk.models import PhoneLink
from willet.desk.rules import LINK_PHONES
from willet.figures.domain.readers import person
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table

may_link = permission_required(LINK_PHONES, raise_exception=True)
_SAMPLE: Final = {
    "call_id": "1711000000.1",
    "number": "0301234567",
    "agent": "SIP/31",
    "state": "connected",
}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_link
def listed(request: HttpRequest) -> HttpResponse:
    """All links, and a form for one more; its token is shown in the answer to that form, and never again."""
    form, token = PhoneLinkForm(request.POST or None), ""
    link: PhoneLink | None = None
    if request.method == "POST" and form.is_valid():
        link = form.save(commit=False)
        token = make_link(link, by=person(request))
        form = PhoneLinkForm()
    context = {
        "form": form,
        "token": token,
        "example": _example(request, link, token) if link is not None else "",
        "table": _table(list(PhoneLink.objects.all())),
    }
    return render(request, "desk/links.html", context, status=422 if form.errors else 200)


def _example(request: HttpRequest, link: PhoneLink, token: str) -> str:
    """How the phone system uses the token, ready to be copied."""
    sample = urlencode(_SAMPLE, safe="/")
    if link.way == PhoneLink.Way.ADDRESS:
        way = request.build_absolute_uri(reverse("desk:opened"))
        return f"{way}?token={token}&{sample}"
    way = request.build_absolute_uri(reverse("desk:events"))
    return f'curl -H "Authorization: Bearer {token}" -d "{sample}" {way}'


def _table(links: list[PhoneLink]) -> Table:
    return Table(
        caption=_("Phone systems"),
        caption_hidden=True,
        columns=[
            Column("name", _("Name")),
            Column("way", _("How it tells")),
            Column("source", _("Source")),
            Column("pbx", _("Phone system")),
            Column("last", _("Last event")),
            Column("state", _("State")),
        ],
        rows=[_row(link) for link in links],
        empty=Empty(
            _("No phone system yet"), _("Make a token, and let it tell of calls."), icon="phone"
        ),
    )


def _row(link: PhoneLink) -> Row:
    revoked = link.revoked_at is not None
    way = "" if revoked else reverse("desk:revoke", args=[link.pk])
    return Row(
        [
            Cell(link.name, href=way),
            Cell(str(link.get_way_display())),
            Cell(link.source),
            Cell(link.pbx, reason=_("any")),
            Cell(formats.zoned_moment(link.last_event_at), reason=_("none so far")),
            Cell(_("revoked") if revoked else _("in use"), tone="quiet" if revoked else ""),
        ]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_link
def revoked(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then let a token never be used again."""
    link = get_object_or_404(PhoneLink, pk=pk)
    if request.method == "POST":
        revoke(link, by=person(request))
        messages.success(request, _("The token was revoked."))
        return redirect("desk:links")
    return render(request, "desk/revoke.html", {"link": link})
