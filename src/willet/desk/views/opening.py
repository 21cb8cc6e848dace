"""Calls that come to the desk otherwise than by an event: written down by hand, or taken from the call records."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from willet.calls.domain.calls import call_named
from willet.core.records import LakeError, RequestError
from willet.desk.domain.desks import open_record, write_down
from willet.desk.domain.figures import own_figures
from willet.desk.domain.records import arrived_at, taken_by
from willet.desk.domain.telling import records_table
from willet.desk.forms import ByHandForm, in_zone
from willet.desk.views.desk import at_the_desk, lake_or_none, zone_of
from willet.figures.domain.failing import ClosedError, explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.ui.messages import translate


@require_POST
@at_the_desk
def by_hand(request: HttpRequest) -> HttpResponse:
    """A call written down by its agent."""
    form = ByHandForm(request.POST)
    if not form.is_valid():
        for text in (text for texts in form.errors.values() for text in texts):
            messages.error(request, str(text))
        return redirect("desk:desk")
    given = form.cleaned_data
    began = in_zone(given["began_at"], zone_of(lake_or_none(request)))
    assert began is not None, "the form wants it"
    try:
        leg = write_down(
            person(request), number=given["number"], began_at=began, case_ref=given["case_ref"]
        )
    except RequestError as refused:
        messages.error(request, translate(refused.message))
        return redirect("desk:desk")
    return redirect("desk:call", leg.pk)


@require_safe
@never_cache
@at_the_desk
@explains_failures
def records(request: HttpRequest) -> HttpResponse:
    """One's own newest calls of the call records, to say how they ended."""
    reading = reading_of(request)
    taken = taken_by(reading, person(request)) if reading is not None else []
    zone = zone_of(reading)
    context = {
        "is_nameless": reading is not None and not reading.visibility.agent,
        "rows": records_table(taken, zone),
        "zone": zone.key,
    }
    return render(request, "desk/records.html", context)


@require_POST
@at_the_desk
@explains_failures
def record(request: HttpRequest, contact_id: str) -> HttpResponse:
    """Take one call of the call records to the desk; one of another agent is answered as one that does not exist."""
    reading = reading_of(request)
    call = call_named(reading, contact_id) if reading is not None else None
    if reading is None or call is None or call.agent != reading.visibility.agent or not call.agent:
        raise Http404
    leg = open_record(person(request), call, arrived_at(call))
    return redirect("desk:call", leg.pk)


@require_safe
@never_cache
@at_the_desk
def own(request: HttpRequest) -> HttpResponse:
    """One's own figures, a piece of the desk that comes a little later."""
    context: dict[str, object] = {}
    try:
        reading = reading_of(request)
        if reading is None or reading.days is None:
            context["why"] = _("No calls are in yet.")
        elif not reading.visibility.agent:
            context["why"] = _("Your profile does not say which name in the call records is yours.")
        else:
            context["figures"] = own_figures(reading, reading.visibility.agent)
    except ClosedError as closed:
        context["why"] = str(closed)
    except LakeError:
        context["why"] = _("The calls cannot be read just now.")
    response = render(request, "desk/own.html", context)
    response["Willet-Done"] = "1"
    return response
