"""The hours of the week: when customers call, and how they are served then."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from willet.dashboards.domain.hours.query import SHOWN, Hours, hours_sheet
from willet.dashboards.domain.hours.sentence import ends_words
from willet.dashboards.domain.hours.words import heat_map, interval_table
from willet.figures.domain.downloads import export_links, exported, wanted_format
from willet.figures.domain.empty import no_calls_yet
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.filters import filter_bar
from willet.figures.domain.looking import reading_of, selection_of
from willet.figures.domain.wording import nothing_in, title
from willet.people.rules import SEE_OVERVIEW
from willet.ui.components import Choice, FilterBar, Option
from willet.ui.messages import translate

WEEK, DAY = "week", "day"


@require_safe
@permission_required(SEE_OVERVIEW, raise_exception=True)
@explains_failures
def hours(request: HttpRequest) -> HttpResponseBase:
    """The map and the table; `?table=week&format=csv`, or `table=day`, is one of them as a file."""
    reading = reading_of(request)
    if reading is None or reading.days is None:
        shows = _(
            "This page shows when customers call, and how they are served at each hour of the week."
        )
        return no_calls_yet(request, _("Hours"), shows)
    shown = Hours(reading, selection_of(request, reading))
    wanted = request.GET.get("table", "")
    if wanted == WEEK and wanted_format(request):
        return exported(
            request, hours_sheet(shown.by_hour, _("By hour and weekday"), "weekday", "hour")
        )
    if wanted == DAY and wanted_format(request):
        return exported(
            request, hours_sheet(shown.by_interval, _("By quarter of an hour"), "interval")
        )
    return render(request, "dashboards/hours.html", _context(request, shown))


def _context(request: HttpRequest, shown: Hours) -> dict[str, object]:
    wanted = request.GET.get("figure", SHOWN[0])
    metric = wanted if wanted in SHOWN else SHOWN[0]
    full = not shown.is_empty
    return {
        "problems": shown.selection.problems,
        "filters": filter_bar(shown.reading, shown.selection, keep={"figure": metric}),
        "verdict": ends_words(shown, metric) if full else "",
        "figure": _figure_bar(shown, metric),
        "nothing": None if full else nothing_in(shown.reading),
        "heat": heat_map(shown, metric, _exports(request, WEEK)) if full else None,
        "table": interval_table(shown, _exports(request, DAY)) if full else None,
        "notes": [translate(note) for note in shown.by_hour.notes],
    }


def _figure_bar(shown: Hours, metric: str) -> FilterBar:
    options = [Option(name, title(name)) for name in SHOWN]
    return FilterBar(
        [Choice("figure", _("Figure"), options, metric)],
        kept=list(shown.selection.pairs()),
        label=_("Figure"),
    )


def _exports(request: HttpRequest, table: str) -> list[tuple[str, str]]:
    return [(label, f"{address}&table={table}") for label, address in export_links(request)]
