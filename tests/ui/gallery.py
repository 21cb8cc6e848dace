"""One page with every component in every state, for tests of looks; it is no part of the product."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from willet.site import urls as site_urls
from willet.ui.components import (
    Cell,
    Change,
    Chart,
    Chip,
    Choice,
    Cloud,
    Column,
    DayField,
    Empty,
    FilterBar,
    Funnel,
    How,
    Limits,
    NumberField,
    Option,
    PageBar,
    Point,
    Row,
    Series,
    Table,
    Tile,
    Turn,
)

PAGE = """{% extends "ui/base.html" %}{% load ui %}
{% block title %}Gallery · Willet{% endblock %}{% block page_title %}Gallery{% endblock %}
{% block actions %}<a class="button button-main" href="/">{% icon "upload" %}Import</a>{% endblock %}
{% block content %}
{% page_bar page_bar %}
{% filter_bar bar %}
<section class="section"><h2>Tiles</h2><div class="tiles">{% for t in tiles %}{% tile t %}{% endfor %}</div></section>
{% for c in charts %}{% chart c %}{% endfor %}{% funnel funnel %}
<section class="section"><h2>Tables</h2>{% data_table table %}{% data_table nothing %}{% pagination page %}</section>
<section class="section"><h2>Words</h2>{% alert "A plain word." %}{% alert "It went well." "good" %}
{% alert "Look out." "warn" "Attention" %}{% alert "It failed." "bad" %}
{% progress "Reading files" 0.4 %}{% progress "Waiting" %}</section>
{% endblock %}"""

HOW = How(
    words="Resolved cases divided by received cases.",
    formula="count_if(resolved) / count(*)",
    parameters=[("target_s", "20 s")],
    limits="A case younger than its window is pending.",
    source="article 001",
    href="/metrics/call_resolution/",
)
TREND = [0.70, 0.72, None, 0.71, 0.74, 0.73, 0.75]
TILES = [
    Tile(
        "Call resolution",
        "72.9 %",
        "71.7–74.1",
        "5,000",
        change=Change("+1.2 pp", "better", "the 30 days before"),
        trend=TREND,
        trend_words="rising",
        how=HOW,
        href="/calls/",
        large=True,
    ),
    Tile(
        "Abandonment rate",
        "18.9 %",
        "17.8–20.0",
        "5,000",
        change=Change("+2.0 pp", "worse", "the 30 days before"),
        trend=TREND,
        how=HOW,
        href="/calls/",
    ),
    Tile("Hold time", reason="This source does not record hold time.", how=HOW),
    Tile("Durchschnittliche Nachbearbeitungszeit je Kundenkontakt", "5:12 min", n="4,054"),
]
LABELS = [f"Week {i}" for i in range(1, 13)]
VALUES = [0.70, 0.72, 0.71, 0.74, None, 0.73, 0.75, 0.76, 0.74, 0.77, 0.78, 0.775]
LOW = [None if v is None else v - 0.03 for v in VALUES]
HIGH = [None if v is None else v + 0.03 for v in VALUES]
CHARTS = [
    Chart(
        "Call resolution",
        LABELS,
        [Series("Call resolution", VALUES, LOW, HIGH)],
        unit="share",
        axis="Week",
        goal=0.8,
        goal_words="goal 80 %",
    ),
    Chart(
        "Handle time",
        ["Sales", "Service", "</script><b>x</b>"],
        [Series("now", [190, 200.5, 150]), Series("before", [210, 190, 170], quiet=True)],
        unit="s",
        kind="bar",
        axis="Queue",
    ),
    Chart(
        "Recoverable",
        ["Kundenrückgewinnung nicht befugt", "information"],
        [Series("Recoverable cases", [40.0, 12.0], [20.0, 0.0], [66.0, 31.0])],
        kind="ranked",
        axis="Cause",
    ),
    Chart("Nothing", [], [Series("nothing", [])]),
]
FUNNEL = Funnel(
    "Solved by contacts",
    [
        Cloud("within chance", "", [Point("Ann", 200, 0.79, "Ann"), Point("Bo", 90, 0.82, "Bo")]),
        Cloud("above", "good", [Point("Cyd", 300, 0.91, "Cyd"), Point("Flo", 299, 0.905, "Flo")]),
        Cloud("below", "bad", [Point("</script><b>Di</b>", 250, 0.68, "Di")]),
        Cloud("too few", "quiet", [Point("Ed", 12, 0.5, "Ed")]),
        Cloud("nobody", "", []),
    ],
    [
        Limits("99.8%", [12, 300], [0.41, 0.73], [0.99, 0.87], wide=True),
        Limits("95%", [12, 300], [0.55, 0.755], [0.98, 0.84]),
    ],
    middle=0.8,
    x_label="Contacts",
    y_label="Share",
    beside="The figures stand in the table below.",
)
COLUMNS = [
    Column("queue", "Queue", sortable=True),
    Column("n", "Received", "end", sortable=True),
    Column("share", "Call resolution", "end", sortable=True),
]
ROWS = [
    Row(
        [
            Cell("Sales", href="/calls/?queue=Sales"),
            Cell("1,200"),
            Cell("78.0 %", sub="(75.6–80.2)", tone="good"),
        ]
    ),
    Row([Cell("Kundenrückgewinnungsabteilung"), Cell("3"), Cell("", reason="too few cases")]),
]


def gallery(request: HttpRequest) -> HttpResponse:
    """Everything at once."""
    bar = FilterBar(
        [
            Choice(
                "queue",
                "Queue",
                [Option("", "All"), Option("sales", "Sales")],
                request.GET.get("queue", ""),
            ),
            DayField("from", "From"),
            NumberField("window_days", "Repeat window", 7, 0, 10_000, usual=(1, 7, 30)),
        ],
        kept=[("sort", "queue")],
        notes=["A note on what was chosen."],
        reset="?",
    )
    page_bar = PageBar(
        "7 days",
        [Turn("7 days", "?period=7d", current=True), Turn("28 days", "?period=28d")],
        FilterBar([DayField("from", "From"), DayField("to", "To")]),
        "Mar 2 – 8",
        [Chip("Queue: Kundenrückgewinnungsabteilung", "?"), Chip("Topic: parcels", "?queue=a")],
        FilterBar([Choice("topic", "Topic", [Option("", "All")])], label="Add a filter"),
        [Turn("The period before", "?", current=True), Turn("Nothing", "?against=none")],
        reset="?",
    )
    context = {
        "bar": bar,
        "page_bar": page_bar,
        "tiles": TILES,
        "charts": CHARTS,
        "funnel": FUNNEL,
        "table": Table(
            "By queue",
            COLUMNS,
            ROWS,
            sorted_by=request.GET.get("sort", "-n"),
            exports=[("CSV", "?format=csv")],
            note="n ≥ 5",
        ),
        "nothing": Table(
            "Nothing",
            COLUMNS,
            empty=Empty("No calls yet", "Import the first file.", "/imports/", "Import"),
        ),
        "page": Paginator(list(range(200)), 10).get_page(request.GET.get("page", 5)),
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def job(request: HttpRequest) -> HttpResponse:
    """A page that follows a job."""
    page = """{% extends "ui/base.html" %}{% load ui %}{% block page_title %}Job{% endblock %}
    {% block content %}<willet-live src="/gallery/job/part/" every="0.1">
    {% progress "Waiting" %}</willet-live>{% endblock %}"""
    return HttpResponse(engines["django"].from_string(page).render({}, request))


def waiting(request: HttpRequest) -> HttpResponse:
    """Two pages in one: what waits to be led on, and what shows something already."""
    page = """{% extends "ui/base.html" %}{% block title %}Waiting{% endblock %}
    {% block page_title %}Waiting{% endblock %}
    {% block content %}<willet-live src="/gallery/job/part/" every="60" topic="news" about="a" LEADS>
    </willet-live>{% endblock %}"""
    shown = page.replace("LEADS", "leads" if "leads" in request.GET else "")
    return HttpResponse(engines["django"].from_string(shown).render({}, request))


def other(request: HttpRequest) -> HttpResponse:
    """A page with a sheet that no other has."""
    page = """{% extends "ui/base.html" %}{% load static %}{% block title %}Other{% endblock %}
    {% block head %}<link rel="stylesheet" href="{% static 'desk/desk.css' %}">{% endblock %}"""
    return HttpResponse(engines["django"].from_string(page).render({}, request))


def job_part(request: HttpRequest) -> HttpResponse:
    """Further at each asking; done at the third, and leading on when the session says so."""
    seen = request.session["seen"] = request.session.get("seen", 0) + 1
    answer = HttpResponse(f"<p>asked {seen} times</p>")
    if seen == 3:
        answer["Willet-Done"] = "1"
    if request.session.get("go"):
        answer["Willet-Go"] = request.session["go"]
    return answer


urlpatterns = [
    *site_urls.urlpatterns,
    path("gallery/", gallery, name="gallery"),
    path("gallery/job/", job),
    path("gallery/job/part/", job_part),
    path("gallery/waiting/", waiting),
    path("gallery/other/", other),
]
handler404 = site_urls.handler404
handler500 = site_urls.handler500
