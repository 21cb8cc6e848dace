"""The addresses of this room."""

from django.urls import path

from willet.people import views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/add/", views.add, name="add"),
    path("people/teams/", views.teams, name="teams"),
    path("people/teams/<int:pk>/", views.team, name="team"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/active/", views.set_active, name="set_active"),
    path("people/<int:pk>/invitation/", views.invitation, name="invitation"),
    path("profile/", views.profile, name="profile"),
    path("preferences/language/", views.choose_language, name="choose_language"),
    path("preferences/theme/", views.choose_theme, name="choose_theme"),
]
