"""Tags that draw the components: `{% tile t %} {% data_table t %} {% chart c %} {% icon "phone" %}`."""

import json
from collections.abc import Hashable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.template import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from willet.ui import formats
from willet.ui.cells import drawn_rows
from willet.ui.components import (
    Chart,
    Empty,
    FilterBar,
    Funnel,
    HeatMap,
    PageBar,
    Table,
    Tile,
)
from willet.ui.components import sparkline as draw_sparkline
from willet.ui.drawn import draw, draw_bar
from willet.ui.icons import icon
from willet.ui.pages.undoing import UNDO
from willet.ui.pieces import Pieces
from willet.ui.tongues import tongue

register = template.Library()

_TILES: Pieces[SafeString] = Pieces()
_BARS: Pieces[SafeString] = Pieces()
_JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def _drawn(
    kept: Pieces[SafeString], place: Hashable, template: str, **shown: Tile | FilterBar | bool
) -> SafeString:
    """A component by its template, with what that shows; the piece kept where nothing on it is another."""
    name = f"ui/components/{template}.html"
    return kept.drawn(place, shown, lambda: render_to_string(name, shown))


register.simple_tag(icon)


@register.simple_tag
def is_invented() -> bool:
    """Whether the calls of this home are the demo's."""
    return bool(settings.WILLET_INVENTED)


@register.simple_tag
def sparkline(
    values: list[float | None], words: str = "", estimated: Sequence[bool] = ()
) -> SafeString:
    """A small trend line."""
    return draw_sparkline(values, words, estimated)


@register.simple_tag
def tile(tile: Tile) -> SafeString:
    """One figure of a board; the one drawn last where nothing on it is another."""
    return _drawn(_TILES, (tile.title, tile.large), "tile", tile=tile)


@register.inclusion_tag("ui/components/table.html", takes_context=True)
def data_table(context: RequestContext, table: Table) -> dict[str, Any]:
    """A table whose columns sort by link."""
    request = context.get("request")
    return {"table": table, "request": request, "files": draw(request, table)}


@register.inclusion_tag("ui/components/files.html", takes_context=True)
def files_of(context: RequestContext, table: Table) -> dict[str, Any]:
    """The files of a table that its page draws in a way of its own."""
    return {"files": draw(context.get("request"), table)}


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: RequestContext, page: "Page[Any]", param: str = "page") -> dict[str, Any]:
    """Links to the other pages of a list; nothing where there is one page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    shown = [{"number": n, "is_gap": not isinstance(n, int)} for n in numbers]
    return {"page": page, "numbers": shown, "param": param, "request": context.get("request")}


@register.simple_tag(takes_context=True)
def filter_bar(context: RequestContext, bar: FilterBar) -> SafeString:
    """Filters that change the address; on paper, and in the page's files, what stands chosen in words."""
    draw_bar(context.get("request"), bar)
    return _drawn(_BARS, (bar.label, bar.action, True), "filters", bar=bar, alone=True)


@register.simple_tag
def inner_bar(bar: FilterBar) -> SafeString:
    """The same within the page's one row, which says by itself what stands chosen."""
    return _drawn(_BARS, (bar.label, bar.action, False), "filters", bar=bar, alone=False)


@register.inclusion_tag("ui/components/page_bar.html", takes_context=True)
def page_bar(context: RequestContext, bar: PageBar) -> dict[str, Any]:
    """The one row of a page that says, and lets choose, what the page is narrowed to."""
    return {"bar": bar, "request": context.get("request")}


@register.inclusion_tag("ui/components/alert.html")
def alert(text: str, tone: str = "info", title: str = "") -> dict[str, Any]:
    """A message within the page; tone is `info`, `good`, `warn` or `bad`."""
    marks = {"info": "info", "good": "check", "warn": "warning", "bad": "warning"}
    return {"text": text, "tone": tone, "title": title, "mark": marks.get(tone, "info")}


@register.filter
def undo_token(message: Message) -> str:
    """What brings back what a message says was removed; "" where nothing can be undone."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""


@register.inclusion_tag("ui/components/empty.html")
def empty(empty: Empty) -> dict[str, Any]:
    """What stands where there is nothing yet."""
    return {"empty": empty}


@register.inclusion_tag("ui/components/progress.html")
def progress(step: str, share: float | None = None) -> dict[str, Any]:
    """How far a job has come; without a share it only says that something is going on."""
    return {"step": step, "percent": None if share is None else round(share * 100)}


@register.inclusion_tag("ui/components/chart.html", takes_context=True)
def chart(context: RequestContext, chart: Chart) -> dict[str, Any]:
    """A chart, with its figures as a table beneath."""
    return {
        "chart": chart,
        "request": context.get("request"),
        "data": _json(chart.as_data()),
        "library": static("ui/vendor/echarts.min.js"),
        "language": get_language() or "en",
        "tongue": tongue(),
        "units": _json(_units()),
    }


@register.inclusion_tag("ui/components/funnel.html")
def funnel(funnel: Funnel) -> dict[str, Any]:
    """A funnel; its figures stand in a table of the page."""
    return {
        "funnel": funnel,
        "data": _json(funnel.as_data()),
        "library": static("ui/vendor/echarts.min.js"),
        "language": get_language() or "en",
        "tongue": tongue(),
        "units": _json(_units()),
    }


@register.inclusion_tag("ui/components/heat.html")
def heat_map(heat: HeatMap) -> dict[str, Any]:
    """Figures by two things at once, shaded."""
    return {"heat": heat}


def _units() -> dict[str, str]:
    """What follows a number, for charts."""
    return {
        "percent": formats.percent_sign(),
        "s": formats.seconds_unit(),
        "min": formats.minutes_unit(),
        "h": formats.hours_unit(),
    }


def _json(data: dict[str, Any]) -> SafeString:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False).translate(_JSON_ESCAPES)
    return mark_safe(text)  # noqa: S308 -- escaped for a data block


@register.filter
def sheets(names: str) -> list[str]:
    """Addresses of our own style sheets."""
    return [static(f"ui/{name}.css") for name in names.split()]


register.filter("rows", drawn_rows)


@register.simple_tag(takes_context=True)
def address_with(context: RequestContext, param: str, value: object) -> str:
    """This address with one value changed; a new order starts on the first page again."""
    query = context["request"].GET.copy()
    if param != "page":
        query.pop("page", None)
    query[param] = str(value)
    return f"?{query.urlencode()}"
