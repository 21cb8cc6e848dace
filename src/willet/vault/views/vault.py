"""The vault: who is kept, masked; one customer in clear, by a click that is written down."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table
from willet.ui.drawn import per_page
from willet.vault.domain.keys import VaultClosedError
from willet.vault.domain.looking import ShownEntry, opt_out, reveal, shown
from willet.vault.models import VaultEntry
from willet.vault.rules import OPT_OUT, REVEAL_CUSTOMER, SEE_VAULT

may_look = permission_required(SEE_VAULT, raise_exception=True)
PER_PAGE = 50


@require_safe
@never_cache
@may_look
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody kept, the newest first, masked."""
    page = Paginator(VaultEntry.objects.all(), per_page(request, PER_PAGE)).get_page(
        request.GET.get("page")
    )
    rows = [shown(entry) for entry in page.object_list]
    closed = next((row.closed for row in rows if row.closed), "")
    context = {"page": page, "table": _table(rows), "closed": closed}
    return render(request, "vault/list.html", context)


def _table(rows: list[ShownEntry]) -> Table:
    return Table(
        caption=_("Vault"),
        caption_hidden=True,
        columns=[
            Column("key", _("Customer")),
            Column("number", _("Number")),
            Column("mail", _("Mail")),
            Column("ground", _("Legal ground")),
            Column("last_seen", _("Last seen")),
            Column("due", _("Kept until")),
        ],
        rows=[Row(_cells(row)) for row in rows],
        empty=Empty(
            _("Nothing is kept"),
            _(
                "A mapping says with [vault] which numbers and addresses are kept, and on what ground."
            ),
            icon="lock",
        ),
    )


def _cells(row: ShownEntry) -> list[Cell]:
    sub = _("wants no contact") if row.entry.opted_out else ""
    return [
        Cell(row.entry.key, sub=sub, href=reverse("vault:entry", args=[row.entry.key])),
        Cell(row.reach.number, reason=_("not kept")),
        Cell(row.reach.mail, reason=_("not kept")),
        Cell(row.entry.get_ground_display()),
        Cell(formats.date(row.entry.last_seen)),
        Cell(formats.date(row.due), reason=_("without end")),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@may_look
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """One customer, masked; a POST shows number and address, and is written down."""
    kept = get_object_or_404(VaultEntry, pk=key)
    row, clear = shown(kept), None
    if request.method == "POST":
        if not request.user.has_perm(REVEAL_CUSTOMER):
            raise PermissionDenied
        try:
            clear = reveal(kept)
        except VaultClosedError as closed:
            messages.error(request, str(closed))
    context = {
        "row": row,
        "reach": clear or row.reach,
        "is_clear": clear is not None,
        "may_reveal": request.user.has_perm(REVEAL_CUSTOMER),
        "may_opt_out": request.user.has_perm(OPT_OUT),
    }
    return render(request, "vault/entry.html", context)


@require_POST
@permission_required(OPT_OUT, raise_exception=True)
def opted_out(request: HttpRequest, key: str) -> HttpResponseRedirect:
    """Note that a customer wants no contact, or does again."""
    opt_out(get_object_or_404(VaultEntry, pk=key), wanted=request.POST.get("wanted") == "1")
    messages.success(request, _("Saved."))
    return redirect("vault:entry", key)
