"""Limits and kinds: all of them, one with its history, a change proposed, and a change settled."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.readers import person
from willet.jobs.webhooks import new_secret
from willet.levers.authority.domain.limits import in_force, of_holder, propose, settle
from willet.levers.authority.forms import (
    KindForm,
    LimitForm,
    ReceiverForm,
    TwoPeopleForm,
    initial_of,
)
from willet.levers.authority.models import GrantKind, GrantLimit, Receiver, TwoPeopleRule
from willet.levers.authority.rules import (
    KEEP_RULES,
    SEE_LIMITS,
    SET_LIMITS,
    SETTLE_LIMIT,
    WITHDRAW_LIMIT,
)
from willet.levers.authority.tables.limits import history_table, kinds_table, limits_table
from willet.levers.authority.views.forms import keep
from willet.ui.pages import Action, carry_out, edit, show_list

SETTLES: Final = {"agree": True, "decline": False}
"""Whether the buttons beneath a change that waits agree to it, by their values."""
may_see = permission_required(SEE_LIMITS, raise_exception=True)
may_set = permission_required(SET_LIMITS, raise_exception=True)
may_keep_rules = permission_required(KEEP_RULES, raise_exception=True)


@require_safe
@may_see
def listed(request: HttpRequest) -> HttpResponse:
    """Limits in force, and changes that wait."""
    standing = GrantLimit.objects.exclude(state=GrantLimit.State.DECLINED).filter(
        replaced_at__isnull=True
    )
    standing = standing.select_related("kind", "person").order_by("kind", "role", "person", "pk")
    actions = [
        Action(_("New limit"), reverse("authority:new_limit"), permission=SET_LIMITS),
        Action(_("Kinds of grants"), reverse("authority:kinds"), "menu"),
        Action(_("Two people"), reverse("authority:two_people"), "lock", KEEP_RULES),
        Action(_("System that pays"), reverse("authority:receiver"), "transfer", KEEP_RULES),
    ]
    return show_list(request, limits_table(standing), title=_("Grant limits"), actions=actions)


@require_safe
@may_see
def shown(request: HttpRequest, pk: int) -> HttpResponse:
    """One limit with its history; who may agrees to a change that waits."""
    limit = get_object_or_404(GrantLimit.objects.select_related("kind", "person"), pk=pk)
    history = of_holder(limit).select_related("kind", "person", "proposed_by", "settled_by")
    waits = limit.state == GrantLimit.State.WAITING
    context = {
        "limit": limit,
        "table": history_table(history),
        "waits": waits,
        "may_settle": waits and request.user.has_perm(SETTLE_LIMIT, limit),
        "may_withdraw": waits and request.user.has_perm(WITHDRAW_LIMIT, limit),
        "may_set": request.user.has_perm(SET_LIMITS),
    }
    return render(request, "authority/limit.html", context)


@may_set
def proposed(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new limit, or a change of one; what needs two people waits."""
    before = get_object_or_404(GrantLimit, pk=pk) if pk else None
    stands = before and (in_force(before) or before)
    start = initial_of(stands) if stands else None
    form = LimitForm(request.POST or None, initial=start, stands=stands)
    back = reverse("authority:limits")

    def put(written: LimitForm) -> None:
        seen = stands if stands and stands.in_force else None
        limit = propose(written.limit(person(request)), by=person(request), upon=seen)
        if limit.state == GrantLimit.State.WAITING:
            messages.info(request, _("The change waits until a second person agrees to it."))

    title = _("Change: %(limit)s") % {"limit": before} if before else _("New limit")
    return keep(request, form, put, title=title, back=back)


@require_POST
@may_set
def settled(request: HttpRequest, pk: int) -> HttpResponse:
    """A change agreed to, declined or taken back."""
    limit, agrees = get_object_or_404(GrantLimit, pk=pk), SETTLES.get(request.POST.get("do", ""))
    if agrees is None:
        raise Http404
    back = reverse("authority:limit", args=[pk])
    who = person(request)
    form = Form(request.POST)
    return carry_out(request, form, lambda _given: settle(limit, by=who, agrees=agrees), back=back)


@require_safe
@may_see
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of grants."""
    new = Action(_("New kind"), reverse("authority:new_kind"), permission=SET_LIMITS)
    table = kinds_table(GrantKind.objects.all(), may=request.user.has_perm(SET_LIMITS))
    return show_list(request, table, title=_("Kinds of grants"), actions=[new])


@may_set
def kind_edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A kind added or changed; its key and how it is measured stay."""
    kind = get_object_or_404(GrantKind, pk=pk) if pk else GrantKind()
    form = KindForm(request.POST or None, instance=kind)
    back = reverse("authority:kinds")
    return edit(request, form, title=_("Kind of grant"), back=back, permission=SET_LIMITS)


@may_keep_rules
def two_people(request: HttpRequest) -> HttpResponse:
    """From which amount on a change of a limit needs two people."""
    rule = TwoPeopleRule.objects.first() or TwoPeopleRule()
    form = TwoPeopleForm(request.POST or None, instance=rule)
    back = reverse("authority:limits")
    return edit(request, form, title=_("Two people"), back=back, permission=KEEP_RULES)


@may_keep_rules
def receiver(request: HttpRequest) -> HttpResponse:
    """Where grants are handed on to; a new address gets a new secret, shown once."""
    known = Receiver.objects.first() or Receiver()
    before = known.url
    form = ReceiverForm(request.POST or None, instance=known)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["url"] != before:
        known.secret = new_secret()
        secret = _("The secret that signs what is sent, shown this once: %(secret)s")
        messages.warning(request, secret % {"secret": known.secret})
    back = reverse("authority:limits")
    return edit(request, form, title=_("System that pays"), back=back, permission=KEEP_RULES)
