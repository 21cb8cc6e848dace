"""The addresses of this room."""

from django.urls import path

from willet.dashboards.views import (
    board,
    causes,
    comparison,
    curve,
    doubts,
    evidence,
    metrics,
    resolution,
)

app_name = "dashboards"

urlpatterns = [
    path("", board.overview, name="overview"),
    path("resolution/", resolution.resolution, name="resolution"),
    path("resolution/curve/", curve.curve, name="curve"),
    path("resolution/evidence/", evidence.evidence, name="evidence"),
    path("resolution/evidence/figures/", evidence.figures, name="evidence_figures"),
    path("resolution/cases/<str:kind>/", doubts.listed, name="doubtful"),
    path("causes/", causes.causes, name="causes"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("metrics/", metrics.listed, name="metrics"),
    path("metrics/<str:name>/", metrics.shown, name="metric"),
]
