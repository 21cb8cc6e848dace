"""The addresses of this room."""

from django.urls import path

from willet.notices import views

app_name = "notices"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("notices/", views.listed, name="list"),
    path("notices/read/", views.read_all, name="read_all"),
    path("notices/settings/", views.settings, name="settings"),
    path("notices/<uuid:pk>/", views.opened, name="notice"),
]
