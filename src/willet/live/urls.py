"""The addresses of this room."""

from django.urls import path

from willet.live import views

app_name = "live"

urlpatterns = [path("live/", views.stream, name="stream")]
