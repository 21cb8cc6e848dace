"""The desk: the call in hand with its form, what is open beside it, drafts as they are typed, and callbacks kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from willet.core.records import LakeError, RequestError
from willet.desk.domain.desks import leg_named, open_legs, recent_legs
from willet.desk.domain.disposing import SavedMeanwhileError, changeable_until, dispose
from willet.desk.domain.drafts import NewerDraftError, draft_of, keep_draft
from willet.desk.domain.hand import topic_among
from willet.desk.domain.knowing import KnownCaller, known_of
from willet.desk.domain.offering import offered_at_desk
from willet.desk.domain.promising import keep_by_hand
from willet.desk.domain.statements import newest
from willet.desk.domain.telling import (
    DeskLine,
    answer_words,
    call_facts,
    case_words,
    contacts_table,
    history_table,
    legs_table,
    line_of,
    promise_words,
)
from willet.desk.forms import ByHandForm, DispositionForm
from willet.desk.models import Callback, Disposition, Draft, Leg
from willet.desk.rules import SAY_HOW_IT_ENDED, USE_DESK
from willet.figures.domain.asking import Reading
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.people.models import User
from willet.store.texts import json_sent
from willet.ui.messages import translate

at_the_desk = permission_required(USE_DESK, raise_exception=True)
LARGEST_DRAFT = 20_000
MOST_VERSIONS = 1_000_000
"""Of one draft: nobody types so long."""


@require_safe
@never_cache
@at_the_desk
def desk(request: HttpRequest) -> HttpResponse:
    """What is open, one's last calls, and a form for a call that the phone system told nothing of."""
    reading = lake_or_none(request)
    zone = zone_of(reading)
    begins = timezone.now().astimezone(zone).replace(tzinfo=None)
    context = {
        "lines": [line_of(leg) for leg in open_legs(person(request))],
        "legs": legs_table(recent_legs(person(request)), zone),
        "form": ByHandForm(initial={"began_at": begins}, auto_id="hand_%s"),
        "has_lake": reading is not None,
        "zone": zone.key,
    }
    return render(request, "desk/desk.html", context)


@require_safe
@never_cache
@at_the_desk
def now(request: HttpRequest) -> HttpResponse:
    """The open calls, for a page that waits for the next one; where it shows none, it is led to a new one."""
    on = request.GET.get("on", "")
    own = leg_named(person(request), on) if on else None
    lines = _lines(person(request), own)
    response = render(request, "desk/now.html", {"lines": lines, "on": on})
    live = [line for line in lines if line.leg.state != "ended"]
    if not on and live:
        response["Willet-Go"] = live[0].href
    return response


def _lines(reader: User, on: Leg | None) -> list[DeskLine]:
    """The open calls, and the one on the page though it is over: its clock counts the work afterwards."""
    legs = list(open_legs(reader))
    if on is not None and on not in legs:
        legs.append(on)
    return [line_of(leg) for leg in legs]


@dataclass(frozen=True, slots=True)
class Stated:
    """What its agent saved of a leg so far, and what they typed since."""

    saved: Disposition | None
    typed: Draft | None

    @classmethod
    def of(cls, leg: Leg) -> "Stated":
        """As it stands now."""
        return cls(newest(leg), draft_of(leg))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@at_the_desk
def call(request: HttpRequest, pk: str) -> HttpResponse:
    """One call: who is calling, what it is, and how it ended."""
    leg, reading = own_leg(request, pk), lake_or_none(request)
    stated = Stated.of(leg)
    form = _form(request, leg, reading, stated)
    if request.method == "POST" and form.is_valid():
        try:
            dispose(leg, form.words(), by=person(request), known=form.cleaned_data["known"] or 0)
        except RequestError as refused:
            form.add_error(None, translate(refused.message))
            stated = Stated.of(leg)
            if isinstance(refused, SavedMeanwhileError):
                # What stands there is shown now: saved once more, it is changed knowingly.
                form.data = {**form.data, "known": _revision(stated)}
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('desk:desk')}?saved={leg.pk}")
    status = 422 if form.errors else 200
    lines = _lines(person(request), leg)
    context = {**_call_page(leg, reading, stated), "form": form, "lines": lines, "on": str(leg.pk)}
    return render(request, "desk/call.html", context, status=status)


def own_leg(request: HttpRequest, pk: str) -> Leg:
    """A leg of whoever asks.

    Raises:
        Http404: there is no such leg.
        PermissionDenied: it is another's.
    """
    leg = get_object_or_404(Leg.objects.select_related("call", "promise"), pk=pk)
    if not request.user.has_perm(SAY_HOW_IT_ENDED, leg):
        raise PermissionDenied(_("This call was taken by somebody else."))
    return leg


def lake_or_none(request: HttpRequest) -> Reading | None:
    """The lake, where there is one that can be read: the desk goes on without."""
    try:
        return reading_of(request)
    except LakeError:
        return None


def zone_of(reading: Reading | None) -> ZoneInfo:
    """The centre's zone; UTC without a lake."""
    return reading.zone if reading is not None else ZoneInfo("UTC")


def _form(
    request: HttpRequest, leg: Leg, reading: Reading | None, stated: Stated
) -> DispositionForm:
    initial = _initial(stated.saved, leg, zone_of(reading))
    typed = stated.typed.words if stated.typed else {}
    offered = offered_at_desk(reading)
    return DispositionForm(
        request.POST.dict() or None,
        initial=initial | typed | {"known": _revision(stated)},
        topics=offered.topics,
        codes=offered.codes,
        zone=zone_of(reading),
    )


def _revision(stated: Stated) -> int:
    return stated.saved.revision if stated.saved else 0


def _initial(before: Disposition | None, leg: Leg, zone: ZoneInfo) -> dict[str, object]:
    if before is None:
        return {}
    names = ("resolved", "asked_customer", "code", "topic", "cause", "note")
    known: dict[str, object] = {name: getattr(before, name) for name in names}
    promised: Callback | None = getattr(leg, "promise", None)
    if promised is not None and not promised.is_withdrawn:
        known["call_back"] = promised.due_at.astimezone(zone).replace(tzinfo=None)
    return known | {"tags": ", ".join(before.tags)}


def _call_page(leg: Leg, reading: Reading | None, stated: Stated) -> Mapping[str, object]:
    zone, saved, typed = zone_of(reading), stated.saved, stated.typed
    known, is_unread = _known(reading, leg)
    promised: Callback | None = getattr(leg, "promise", None)
    return {
        "leg": leg,
        "line": line_of(leg),
        "facts": call_facts(leg, zone),
        "case": known.case,
        "case_words": case_words(known, zone),
        "contacts": contacts_table(known, zone),
        "answers": answer_words(known, zone),
        "topic": topic_among(saved, typed, known),
        "is_known": bool(leg.call.customer_key),
        "is_unread": is_unread,
        "version": typed.version if typed else 0,
        "has_draft": typed is not None,
        "promise": promised,
        "promise_words": promise_words(promised, zone) if promised else "",
        "history": history_table(list(leg.dispositions.all()), zone) if saved else None,
        "is_closed": saved is not None and timezone.now() > changeable_until(saved),
        "zone": zone.key,
    }


def _known(reading: Reading | None, leg: Leg) -> tuple[KnownCaller, bool]:
    try:
        return known_of(reading, leg.call), reading is None
    except LakeError:
        return KnownCaller(), True


@require_POST
@never_cache
@at_the_desk
def draft(request: HttpRequest, pk: str) -> HttpResponse:
    """Keep what was typed so far: `{"version": 3, "words": {...}}`; 409 with the newer one where another tab wrote."""
    leg = own_leg(request, pk)
    try:
        words, version, tab = _typed(request)
        kept = keep_draft(leg, words, by=person(request), version=version, tab=tab)
    except NewerDraftError as newer:
        text, other = translate(newer.message), newer.draft
        return JsonResponse(
            {"why": text, "version": other.version, "words": other.words}, status=409
        )
    except (RequestError, ValueError) as error:
        why = translate(error.message) if isinstance(error, RequestError) else _("not understood")
        return JsonResponse({"why": why}, status=400)
    return JsonResponse({"version": kept.version})


def _typed(request: HttpRequest) -> tuple[Mapping[str, object], int, str]:
    if len(request.body) > LARGEST_DRAFT:
        raise ValueError("too large")
    sent = json_sent(request.body)
    if not isinstance(sent, dict):
        raise ValueError("no object")
    words, version = sent.get("words"), sent.get("version")
    if not isinstance(words, dict) or type(version) is not int:
        raise ValueError("no words, or no version")
    if not 0 <= version < MOST_VERSIONS:
        raise ValueError("a version that no draft has")
    return words, version, str(sent.get("tab", ""))


@require_POST
@at_the_desk
def kept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one called back."""
    one = get_object_or_404(Callback, pk=pk, owner=person(request), is_withdrawn=False)
    keep_by_hand(one, by=person(request))
    messages.success(request, _("Saved."))
    return redirect(reverse("desk:call", args=[one.leg_id]))
