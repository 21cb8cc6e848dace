"""The addresses of this room."""

from django.urls import path

from willet.backups import views

app_name = "backups"

urlpatterns = [path("backups/", views.listed, name="list")]
