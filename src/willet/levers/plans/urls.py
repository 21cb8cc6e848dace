"""The addresses of this room."""

from django.urls import path

from willet.levers.plans.views import interventions, levers, plans

app_name = "plans"
urlpatterns = [
    path("plans/", plans.listed, name="list"),
    path("plans/new/", plans.edited, name="new"),
    path("plans/levers/", levers.levers, name="levers"),
    path("plans/levers/<str:name>/", levers.lever, name="lever"),
    path("plans/tried/", levers.tried, name="tried"),
    path("plans/meetings/<int:pk>/", plans.meeting, name="meeting"),
    path("plans/interventions/<int:pk>/", interventions.shown, name="intervention"),
    path("plans/interventions/<int:pk>/progress/", interventions.progress, name="progress"),
    path("plans/interventions/<int:pk>/change/", interventions.changed, name="change_intervention"),
    path("plans/interventions/<int:pk>/remove/", interventions.removed, name="remove_intervention"),
    path("plans/interventions/<int:pk>/register/", interventions.registered, name="register"),
    path("plans/interventions/<int:pk>/rollout/", interventions.rollout, name="rollout"),
    path("plans/<int:pk>/", plans.shown, name="plan"),
    path("plans/<int:pk>/change/", plans.edited, name="change"),
    path("plans/<int:pk>/remove/", plans.removed, name="remove"),
    path("plans/<int:pk>/settle/", plans.settled, name="settle"),
    path("plans/<int:pk>/anew/", plans.anew, name="anew"),
    path("plans/<int:pk>/meetings/new/", plans.new_meeting, name="new_meeting"),
    path("plans/<int:pk>/interventions/new/", interventions.new, name="new_intervention"),
]
