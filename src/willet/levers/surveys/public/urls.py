"""The addresses that customers and phone systems reach; the main listener has none of them."""

from django.urls import path

from willet.levers.surveys.public import phone, reports, views

urlpatterns = [
    path("s/<str:token>/", views.asked, name="asked"),
    path("s/<str:token>/thanks/", views.thanked, name="thanked"),
    path("s/<str:token>/stop/", views.stopped, name="stop"),
    path("phone/ask/", phone.asked, name="phone_ask"),
    path("phone/heard/", phone.heard, name="phone_heard"),
    path("phone/answer/", phone.answered, name="phone_answer"),
    path("mail/<str:service>/", reports.reported, name="mail_reported"),
    path("style.css", views.style, name="style"),
]
