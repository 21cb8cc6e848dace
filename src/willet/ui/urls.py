"""The addresses that belong to no room of their own."""

from django.urls import path

from willet.ui.pages.intervals import choose_intervals
from willet.ui.pages.undoing import undo

app_name = "ui"

urlpatterns = [
    path("undo/<str:token>/", undo, name="undo"),
    path("preferences/intervals/", choose_intervals, name="intervals"),
]
