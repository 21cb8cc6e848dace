"""Every metric in words: what it counts, how, under which parameters, and what it cannot tell."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from willet.core.metrics import Metric, catalogue
from willet.figures.domain.asking import Reading
from willet.figures.domain.elsewhere import elsewhere_table
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.glossary import entries, facts, is_linked, settings_of
from willet.figures.domain.limits import limit_bar
from willet.figures.domain.linking import USUAL, read_link_rules
from willet.figures.domain.looking import reading_of, selection_of
from willet.figures.domain.overview import Overview
from willet.figures.domain.periods import Period
from willet.figures.domain.planted import planted_words
from willet.figures.domain.rulebar import rule_bar
from willet.figures.domain.selection import Selection
from willet.figures.domain.silent import silent_table
from willet.figures.domain.titles import words_of
from willet.figures.domain.wording import period_words, tile_of
from willet.people.rules import SEE_CALLS, SEE_OVERVIEW


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """All metrics, from A to Z."""
    return render(request, "figures/metrics.html", {"entries": entries()})


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def shown(request: HttpRequest, name: str) -> HttpResponse:
    """One metric."""
    metric = catalogue().get(name)
    if metric is None:
        raise Http404
    reading = reading_of(request)
    context = {"metric": metric, "words": words_of(metric), "facts": facts(metric)}
    if reading is None or reading.days is None:
        usual = Selection(Period(None, None))
        context["parameters"] = settings_of(metric, usual, USUAL)
    else:
        context |= _now(request, metric, reading, selection_of(request, reading))
    return render(request, "figures/metric.html", context)


def _now(
    request: HttpRequest, metric: Metric, reading: Reading, selection: Selection
) -> dict[str, object]:
    """The figure over the selection, and what of its parameters can be set."""
    rules = read_link_rules(request.GET) if is_linked(metric) else USUAL
    figure = Overview(reading, selection, (metric.name,), rules).figures[metric.name]
    linked = bool(request.user.has_perm(SEE_CALLS))
    # The rules of linking and the limits stand in bars of their own: each keeps what the others chose.
    kept = [*selection.pairs(), *rules.pairs.items()]
    limits = limit_bar([metric.name], selection.limits, kept=kept)
    return {
        "parameters": settings_of(metric, selection, rules),
        "tile": tile_of(figure, selection, large=True, linked=linked, explained=False, rules=rules),
        "period": period_words(selection, reading),
        "planted": planted_words(metric),
        "problems": [*selection.problems, *rules.problems],
        "filters": filter_bar(
            reading,
            selection,
            keep=rules.pairs,
            more=[limits, rule_bar(reading, selection, rules) if is_linked(metric) else None],
            compares=True,
        ),
        "elsewhere": elsewhere_table(reading, selection, metric),
        "silent": silent_table(reading, selection, metric),
    }
