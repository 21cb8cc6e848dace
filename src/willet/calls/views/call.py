"""One call: when, who, how long, what was said of its outcome, and the case it belongs to."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.activity.domain import history_of
from willet.calls.domain.calls import call_named
from willet.calls.domain.listing import calls_table
from willet.calls.domain.story import story_of
from willet.calls.domain.telling import page_of_call
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.people.rules import EDIT_CASES, SEE_CALLS
from willet.vault.domain.looking import place_of
from willet.vault.rules import SEE_VAULT


@require_safe
@permission_required(SEE_CALLS, raise_exception=True)
@explains_failures
def shown(request: HttpRequest, contact_id: str) -> HttpResponse:
    """A call that is not open to the reader is answered as one that does not exist."""
    reading = reading_of(request)
    call = call_named(reading, contact_id) if reading else None
    if reading is None or call is None:
        raise Http404
    story, sees = story_of(reading, call), reading.visibility.sees
    open_to_reader = [c for c in story.siblings if sees(agent=c.agent, team=c.team)]
    context = {
        "call": call,
        "case_id": story.case.case_id if story.case else "",
        "story": page_of_call(story, reading.zone, visibility=reading.visibility),
        "siblings": calls_table(
            open_to_reader, reading.zone, current=call.contact_id, sortable=False
        ),
        "in_vault": place_of(call.customer_key) if request.user.has_perm(SEE_VAULT) else "",
        "out_of_sight": len(story.siblings) - len(open_to_reader),
        # Whoever may correct by hand sees what was corrected before.
        "history": history_of("contact", call.contact_id)
        if request.user.has_perm(EDIT_CASES)
        else None,
    }
    return render(request, "calls/call.html", context)
