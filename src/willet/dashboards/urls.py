"""The addresses of this room."""

from django.urls import path

from willet.dashboards.views import board, comparison, metrics, resolution

app_name = "dashboards"

urlpatterns = [
    path("", board.overview, name="overview"),
    path("resolution/", resolution.resolution, name="resolution"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("metrics/", metrics.listed, name="metrics"),
    path("metrics/<str:name>/", metrics.shown, name="metric"),
]
