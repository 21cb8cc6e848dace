"""A reader's own notices: all of them, one opened, all marked as read."""

from typing import cast

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.notices.domain.choices import zone_of
from willet.notices.domain.reading import counts_by_kind, mark_read, notices_of
from willet.notices.domain.tables import kind_turns, notices_table
from willet.notices.rules import SEE_NOTICES
from willet.people.models import User

may_look = permission_required(SEE_NOTICES, raise_exception=True)
PER_PAGE = 50


@require_safe
@never_cache
@may_look
def listed(request: HttpRequest) -> HttpResponse:
    """All of them or those of one kind, the newest first."""
    reader = cast(User, request.user)
    own = notices_of(reader)
    counts = counts_by_kind(own)
    kind = request.GET.get("kind", "")
    chosen = own.filter(kind=kind) if kind in counts else own
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "turns": kind_turns(counts, kind),
        "page": page,
        "table": notices_table(page.object_list, zone_of(reader)),
        "any_unread": any(notice.read_at is None for notice in page.object_list),
    }
    return render(request, "notices/list.html", context)


@require_safe
@never_cache
@may_look
def opened(request: HttpRequest, pk: str) -> HttpResponseRedirect:
    """Where a notice leads; it is read from now on."""
    own = notices_of(cast(User, request.user))
    notice = get_object_or_404(own, pk=pk)
    mark_read(own.filter(pk=pk))
    return redirect(notice.href or "notices:list")


@require_POST
@may_look
def read_all(request: HttpRequest) -> HttpResponseRedirect:
    """Mark all as read."""
    mark_read(notices_of(cast(User, request.user)))
    return redirect("notices:list")
