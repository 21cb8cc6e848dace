"""The addresses of this room."""

from django.urls import path

from willet.levers.surveys.views import questions, reopened, waves

app_name = "surveys"
urlpatterns = [
    path("surveys/", waves.listed, name="list"),
    path("surveys/new/", waves.edited, name="new"),
    path("surveys/questions/", questions.listed, name="questions"),
    path("surveys/questions/new/", questions.edited, name="new_question"),
    path("surveys/questions/<int:pk>/", questions.edited, name="question"),
    path("surveys/questions/<int:pk>/remove/", questions.removed, name="remove_question"),
    path("surveys/unsolved/", reopened.listed, name="unsolved"),
    path("surveys/unsolved/<int:pk>/", reopened.shown, name="reopened"),
    path("surveys/unsolved/<int:pk>/change/", reopened.edited, name="change_reopened"),
    path("surveys/unsolved/<int:pk>/close/", reopened.closed, name="close_reopened"),
    path("surveys/<int:pk>/", waves.shown, name="wave"),
    path("surveys/<int:pk>/change/", waves.edited, name="change"),
    path("surveys/<int:pk>/remove/", waves.removed, name="remove"),
    path("surveys/<int:pk>/start/", waves.started, name="start"),
    path("surveys/<int:pk>/end/", waves.ended, name="end"),
    path("surveys/<int:pk>/token/", waves.token, name="token"),
    path("surveys/<int:pk>/links/", waves.links, name="links"),
]
