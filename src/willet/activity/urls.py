"""The addresses of this room."""

from django.urls import path

from willet.activity import views

app_name = "activity"

urlpatterns = [
    path("activity/", views.searched, name="list"),
    path("activity/chain/", views.verified, name="chain"),
]
