"""The addresses of this room."""

from django.urls import path

from willet.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.listed, name="list"),
    path("jobs/<uuid:pk>/", views.shown, name="job"),
    path("jobs/<uuid:pk>/progress/", views.progress, name="progress"),
    path("jobs/<uuid:pk>/cancel/", views.cancelled, name="cancel"),
    path("jobs/<uuid:pk>/again/", views.tried_again, name="again"),
]
