"""The addresses of this room."""

from django.urls import path

from willet.levers.goals import alert_views, views

app_name = "goals"
urlpatterns = [
    path("goals/", views.listed, name="list"),
    path("goals/new/", views.new, name="new"),
    path("goals/<int:pk>/", views.shown, name="goal"),
    path("goals/<int:pk>/change/", views.changed, name="change"),
    path("goals/<int:pk>/follow/", views.followed, name="follow"),
    path("goals/<int:pk>/remove/", views.removed, name="remove"),
    path("alerts/", alert_views.listed, name="alerts"),
    path("alerts/new/", alert_views.new, name="new_alert"),
    path("alerts/<int:pk>/", alert_views.shown, name="alert"),
    path("alerts/<int:pk>/follow/", alert_views.followed, name="follow_alert"),
    path("alerts/<int:pk>/remove/", alert_views.removed, name="remove_alert"),
]
