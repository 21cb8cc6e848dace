"""The pages of this room: what was done, searched; and whether the chain holds."""

from collections.abc import Mapping

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.activity.domain.searching import Wanted
from willet.activity.domain.table import entries_table
from willet.activity.domain.verifying import verify
from willet.activity.kinds import kinds
from willet.activity.models import Act, ActivityEntry
from willet.activity.rules import SEE_ACTIVITY
from willet.ui.components import Choice, DayField, Empty, FilterBar, Option, TextField
from willet.ui.drawn import per_page

may_look = permission_required(SEE_ACTIVITY, raise_exception=True)

PER_PAGE = 50
AT_ONCE = 20_000
"""Entries that a page goes along; the command goes along all."""


@require_safe
@may_look
def searched(request: HttpRequest) -> HttpResponse:
    """What was done, newest first."""
    wanted, named = Wanted.of(request.GET), kinds()
    page = Paginator(wanted.entries(), per_page(request, PER_PAGE)).get_page(
        request.GET.get("page")
    )
    table = entries_table(
        page.object_list, caption=_("Activity"), kinds=named, empty=_nothing(wanted)
    )
    context = {"table": table, "page": page, "filters": _filters(wanted, named)}
    return render(request, "activity/list.html", context)


def _nothing(wanted: Wanted) -> Empty:
    if wanted.restricts:
        return Empty(
            _("Nothing of that kind"), _("Ask for less, or for other days."), icon="search"
        )
    return Empty(_("Nothing was done yet"), _("Every change from now on is kept here."))


def _filters(wanted: Wanted, named: Mapping[str, str]) -> FilterBar:
    everything = Option("", _("all"))
    acts = [Option(value, str(label)) for value, label in Act.choices]
    of_kinds = [Option(name, label) for name, label in named.items()]
    return FilterBar(
        fields=[
            TextField("who", _("Who"), wanted.who),
            Choice("did", _("Did"), [everything, *acts], wanted.act),
            Choice("kind", _("Kind"), [everything, *of_kinds], wanted.kind),
            TextField("what", _("To what"), wanted.what),
            DayField("from", _("From"), wanted.first),
            DayField("to", _("To"), wanted.last),
        ],
        reset=reverse("activity:list") if wanted.restricts else "",
    )


@require_safe
@may_look
def verified(request: HttpRequest) -> HttpResponse:
    """Whether the newest entries are as they were written."""
    result = verify(newest=AT_ONCE)
    all_entries = ActivityEntry.objects.count() <= AT_ONCE
    context = {"result": result, "all_entries": all_entries, "breaks": result.breaks[:100]}
    return render(request, "activity/chain.html", context)
