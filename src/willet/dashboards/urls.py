"""The addresses of this room."""

from django.urls import path

from willet.dashboards.views import board, hours, own, saved, searching

app_name = "dashboards"

urlpatterns = [
    path("", board.overview, name="overview"),
    path("start/", own.start, name="start"),
    path("me/", own.own_work, name="own_work"),
    path("team/", own.own_teams, name="own_teams"),
    path("views/", saved.listed, name="views"),
    path("views/new/", saved.new, name="new_view"),
    path("views/<int:pk>/", saved.changed, name="view"),
    path("views/<int:pk>/remove/", saved.removed, name="remove_view"),
    path("search/", searching.search, name="search"),
    path("hours/", hours.hours, name="hours"),
]
