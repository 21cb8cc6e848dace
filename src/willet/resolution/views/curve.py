"""The curve of the resolution page: a part of that page which may come later, and a file."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from willet.core.records import LakeError
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.linking import read_link_rules
from willet.figures.domain.looking import reading_of, whole_selection_of
from willet.people.rules import SEE_OVERVIEW
from willet.resolution.curve.query import Curved
from willet.resolution.curve.words import curve_chart, curve_sheet

DONE = "Willet-Done"


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def curve(request: HttpRequest) -> HttpResponseBase:
    """The curve as a part of a page, or that it is being worked out; `?format=csv` is its points as a file."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        return HttpResponse(headers={DONE: "1"})
    selection = whole_selection_of(request, reading)
    curved = Curved(reading, selection, read_link_rules(request.GET))
    if wanted_format(request):
        return exported(request, curve_sheet(curved, curved.compute()))
    given = curve_context(request, curved)
    response = render(request, "resolution/curve.html", given)
    if not given["working"]:
        response[DONE] = "1"
    return response


def curve_context(request: HttpRequest, curved: Curved) -> dict[str, object]:
    """What the part needs: the chart, or that it is being worked out, or that the lake failed."""
    try:
        result = curved.ready()
    except LakeError:
        return {"working": False, "failed": True}
    place = reverse("resolution:curve")
    return {
        "working": result is None,
        "curve": curve_chart(result, window_days=curved.rules.window_days) if result else None,
        "exports": [(label, f"{place}{address}") for label, address in export_links(request)],
    }
