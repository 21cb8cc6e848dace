"""The addresses of this room."""

from django.urls import path

from willet.reports import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.listed, name="list"),
    path("reports/new/", views.new, name="new"),
    path("reports/<int:pk>/", views.shown, name="report"),
    path("reports/<int:pk>/change/", views.changed, name="change"),
    path("reports/<int:pk>/remove/", views.removed, name="remove"),
    path("reports/<int:pk>/now/", views.sent_now, name="now"),
]
