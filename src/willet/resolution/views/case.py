"""One case: its contacts on a line, why each is linked, the evidence side by side, and corrections by hand."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.activity.domain import history_of
from willet.figures.domain.asking import Reading
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.looking import reading_of
from willet.figures.domain.readers import person
from willet.people.rules import EDIT_CASES, SEE_CALLS
from willet.resolution.case.forms import JoinForm, SplitForm
from willet.resolution.case.line import points, stops
from willet.resolution.case.query import CaseFile, case_file
from willet.resolution.case.verdicts import cause_words, evidence_side_by_side, warnings
from willet.resolution.case.words import case_facts, corrections, corrections_table


@require_safe
@permission_required(SEE_CALLS, raise_exception=True)
@explains_failures
def shown(request: HttpRequest, case_id: str) -> HttpResponse:
    """A case of which no contact is open to the reader is answered as one that does not exist."""
    reading = reading_of(request)
    file = case_file(reading, case_id) if reading else None
    if reading is None or file is None:
        raise Http404
    context = _case_page(reading, file)
    if person(request).has_perm(EDIT_CASES):
        context |= _forms(reading, file)
    return render(request, "resolution/case.html", context)


def _case_page(reading: Reading, file: CaseFile) -> dict[str, object]:
    zone, visibility = reading.zone, reading.visibility
    return {
        "file": file,
        "warnings": list(warnings(file)),
        "points": points(file.members),
        "stops": stops(file, zone, visibility=visibility),
        "out_of_sight": file.total - file.are_open,
        "facts": [*case_facts(file.case, zone), *cause_words(file)],
        "evidence": evidence_side_by_side(file, zone),
        "statements": corrections_table(file, zone, visibility=visibility),
        "corrections": corrections(file, zone),
    }


def _forms(reading: Reading, file: CaseFile) -> dict[str, object]:
    sees = reading.visibility.sees
    open_to_reader = [m for m in file.members if sees(agent=m.agent, team=m.team)]
    later = [m for m in open_to_reader if m.contact_id != file.members[0].contact_id]
    return {
        "may_edit": True,
        "history": history_of("contact", *(m.contact_id for m in open_to_reader)),
        "split_form": SplitForm.of(later, reading.zone) if later else None,
        "join_form": JoinForm(initial={"contact_id": open_to_reader[0].contact_id})
        if open_to_reader
        else None,
    }
