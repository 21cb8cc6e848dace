"""The addresses of this room."""

from django.urls import path

from willet.dashboards.views import board

app_name = "dashboards"

urlpatterns = [
    path("", board.overview, name="overview"),
]
