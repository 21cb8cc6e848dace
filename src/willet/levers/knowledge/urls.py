"""The addresses of this room."""

from django.urls import path

from willet.levers.knowledge.views import folders, pictures, reading, review, writing

app_name = "knowledge"
urlpatterns = [
    path("knowledge/", reading.search, name="search"),
    path("knowledge/new/", writing.new, name="new"),
    path("knowledge/bring/", folders.bring, name="bring"),
    path("knowledge/take-along/", folders.take_along, name="take_along"),
    path("knowledge/pictures/", pictures.receive, name="pictures"),
    path("knowledge/pictures/<str:digest>/", pictures.picture, name="picture"),
    path("knowledge/review/", review.overview, name="review"),
    path("knowledge/<int:pk>/", reading.article, name="article"),
    path("knowledge/<int:pk>/use/", reading.use, name="use"),
    path("knowledge/<int:pk>/flag/", reading.flag, name="flag"),
    path("knowledge/<int:pk>/settings/", writing.settings, name="settings"),
    path("knowledge/<int:pk>/state/", writing.state, name="state"),
    path("knowledge/<int:pk>/<str:language>/write/", writing.write, name="write"),
    path("knowledge/<int:pk>/<str:language>/history/", writing.history, name="history"),
    path("knowledge/revisions/<int:pk>/", writing.revision, name="revision"),
    path("knowledge/revisions/<int:pk>/decide/", writing.decide, name="decide"),
    path("knowledge/flags/<int:pk>/close/", review.close, name="close_flag"),
]
