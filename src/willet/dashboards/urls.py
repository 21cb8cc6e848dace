"""The addresses of this room."""

from django.urls import path

from willet.dashboards.views import board, metrics

app_name = "dashboards"

urlpatterns = [
    path("", board.overview, name="overview"),
    path("metrics/", metrics.listed, name="metrics"),
    path("metrics/<str:name>/", metrics.shown, name="metric"),
]
