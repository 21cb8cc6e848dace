"""The addresses of this room."""

from django.urls import path
from willet.levers.targets import views

app_name = "targets"

urlpatterns = [
    path("targets/", views.listed, name="list"),
    path("targets/new/", views.edited, name="new"),
    path("targets/<int:pk>/", views.edited, name="target"),
    path("targets/<int:pk>/remove/", views.removed, name="remove"),
]
