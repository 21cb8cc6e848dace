"""Every metric in words: what it counts, how, under which parameters, and what it cannot tell."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.calls.domain.asking import read_lake
from willet.calls.domain.failing import tells_failures
from willet.calls.domain.figures import words_of
from willet.calls.domain.selection import read_selection
from willet.core.metrics import Metric, catalogue
from willet.dashboards.domain.board import Overview
from willet.dashboards.domain.glossary import entries, facts, parameter_words
from willet.dashboards.domain.wording import period_words, tile_of
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW
from willet.ui.components import Tile


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """All metrics, from A to Z."""
    return render(request, "dashboards/metrics.html", {"entries": entries()})


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@tells_failures
def shown(request: HttpRequest, name: str) -> HttpResponse:
    """One metric."""
    metric = catalogue().get(name)
    if metric is None:
        raise Http404
    parameters = [(p.name, parameter_words(p), p.default) for p in metric.parameters.values()]
    tile, period = _now(request, metric)
    context = {
        "metric": metric,
        "words": words_of(metric),
        "facts": facts(metric),
        "parameters": parameters,
        "tile": tile,
        "period": period,
    }
    return render(request, "dashboards/metric.html", context)


def _now(request: HttpRequest, metric: Metric) -> tuple[Tile | None, str]:
    reading = read_lake()
    if reading is None or reading.days is None:
        return None, ""
    selection = read_selection(request.GET, newest=reading.days[1])
    figure = Overview(reading, selection, (metric.name,)).figures[metric.name]
    linked = bool(request.user.has_perm(SEE_CALLS))
    tile = tile_of(figure, selection, large=True, linked=linked, explained=False)
    return tile, period_words(selection, reading)
