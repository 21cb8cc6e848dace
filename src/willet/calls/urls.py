"""The addresses of this room."""

from django.urls import path

from willet.calls.views import call, calls

app_name = "calls"

urlpatterns = [
    path("calls/", calls.listed, name="list"),
    path("calls/<path:contact_id>/", call.shown, name="call"),
]
