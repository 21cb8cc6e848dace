"""Where dispositions are handed back to: addresses, the secret shown once, what was sent and sent again."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from willet.desk.forms import WebhookForm
from willet.desk.handing.sending import send_again
from willet.desk.handing.signing import secret_of
from willet.desk.models import Handover, Webhook
from willet.desk.rules import LINK_PHONES
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.pages import remove

may_link = permission_required(LINK_PHONES, raise_exception=True)
SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_link
def listed(request: HttpRequest) -> HttpResponse:
    """All addresses, and a form for one more; its secret is shown in the answer to that form, and never again."""
    form, secret = WebhookForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        webhook = form.save(commit=False)
        webhook.nonce = secrets.token_hex(16)
        webhook.save()
        secret, form = secret_of(webhook), WebhookForm()
    context = {"form": form, "secret": secret, "table": _table(list(Webhook.objects.all()))}
    return render(request, "desk/webhooks.html", context, status=422 if form.errors else 200)


def _table(webhooks: list[Webhook]) -> Table:
    return Table(
        caption=_("Hand-back of dispositions"),
        caption_hidden=True,
        columns=[
            Column("name", _("Name")),
            Column("url", _("Address")),
            Column("notes", _("Notes")),
        ],
        rows=[
            Row(
                [
                    Cell(one.name, href=reverse("desk:webhook", args=[one.pk])),
                    Cell(one.url),
                    Cell(_("yes") if one.with_notes else _("no")),
                ]
            )
            for one in webhooks
        ],
        empty=Empty(_("Handed back to nobody"), _("Add the address of your CRM or helpdesk.")),
    )


@require_safe
@never_cache
@may_link
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One address, and what was sent to it of late."""
    webhook = get_object_or_404(Webhook, pk=pk)
    sent = webhook.handovers.select_related("disposition__leg__call")[:SHOWN]
    given_up = webhook.handovers.filter(state=Handover.State.GIVEN_UP).count()
    context = {"webhook": webhook, "given_up": given_up, "table": _handovers(list(sent))}
    return render(request, "desk/webhook.html", context)


def _handovers(handovers: list[Handover]) -> Table:
    return Table(
        caption=_("Sent of late"),
        columns=[
            Column("asked", _("When")),
            Column("call", _("Call id")),
            Column("state", _("State")),
            Column("tries", _("Tries"), "end"),
            Column("answer", _("Answer")),
        ],
        rows=[
            Row(
                [
                    Cell(formats.zoned_moment(one.asked_at)),
                    Cell(one.disposition.leg.call.call_id or one.disposition.leg.call.contact_id),
                    Cell(str(one.get_state_display())),
                    Cell(formats.number(one.tries)),
                    Cell(one.answer),
                ]
            )
            for one in handovers
        ],
        empty=Empty(_("Nothing was sent yet"), _("The next disposition that an agent saves is.")),
    )


@require_POST
@may_link
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send everything once more that was given up."""
    webhook = get_object_or_404(Webhook, pk=pk)
    for handover in webhook.handovers.filter(state=Handover.State.GIVEN_UP):
        send_again(handover)
    messages.success(request, _("Saved."))
    return redirect("desk:webhook", pk)


@may_link
def removed(request: HttpRequest, pk: int) -> HttpResponse:
    """An address that is told nothing any more."""
    return remove(
        request,
        get_object_or_404(Webhook, pk=pk),
        question=_("Nothing more is handed back to this address."),
        back=reverse("desk:webhooks"),
        permission=LINK_PHONES,
    )
