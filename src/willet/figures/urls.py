"""The addresses of this room."""

from django.urls import path

from willet.figures.views import metrics, targets

app_name = "figures"

urlpatterns = [
    path("targets/", targets.chosen, name="targets"),
    path("metrics/", metrics.listed, name="metrics"),
    path("metrics/<str:name>/", metrics.shown, name="metric"),
]
