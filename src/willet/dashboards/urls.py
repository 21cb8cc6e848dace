"""The addresses of this room."""

from django.urls import path

from willet.dashboards.views import board, hours, own, searching

app_name = "dashboards"

urlpatterns = [
    path("", board.overview, name="overview"),
    path("start/", own.start, name="start"),
    path("me/", own.own_work, name="own_work"),
    path("team/", own.own_teams, name="own_teams"),
    path("search/", searching.search, name="search"),
    path("hours/", hours.hours, name="hours"),
]
