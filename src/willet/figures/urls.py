"""The addresses of this room."""

from django.urls import path

from willet.figures.views import annotations, metrics, targets

app_name = "figures"

urlpatterns = [
    path("targets/", targets.chosen, name="targets"),
    path("annotations/", annotations.listed, name="annotations"),
    path("annotations/new/", annotations.new, name="new_annotation"),
    path("annotations/<int:pk>/", annotations.changed, name="annotation"),
    path("annotations/<int:pk>/remove/", annotations.removed, name="remove_annotation"),
    path("metrics/", metrics.listed, name="metrics"),
    path("metrics/<str:name>/", metrics.shown, name="metric"),
]
