"""The addresses of this room."""

from django.urls import path

from willet.levers.goals import views

app_name = "goals"
urlpatterns = [
    path("goals/", views.listed, name="list"),
    path("goals/new/", views.new, name="new"),
    path("goals/<int:pk>/", views.shown, name="goal"),
    path("goals/<int:pk>/change/", views.changed, name="change"),
    path("goals/<int:pk>/remove/", views.removed, name="remove"),
]
