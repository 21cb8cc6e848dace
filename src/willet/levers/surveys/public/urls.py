"""The addresses that customers and phone systems reach; the main listener has none of them."""

from django.urls import path

from willet.levers.surveys.public import views

urlpatterns = [
    path("s/<str:token>/", views.asked, name="asked"),
    path("s/<str:token>/thanks/", views.thanked, name="thanked"),
    path("s/<str:token>/stop/", views.stopped, name="stop"),
    path("style.css", views.style, name="style"),
]
