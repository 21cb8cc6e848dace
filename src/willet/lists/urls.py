"""The addresses of this room."""

from django.urls import path

from willet.lists import views

app_name = "lists"
urlpatterns = [
    path("lists/", views.lists, name="lists"),
    path("lists/<str:kind>/", views.lists, name="list"),
    path("lists/<str:kind>/new/", views.new, name="new"),
    path("lists/entries/<int:pk>/", views.entry, name="entry"),
    path("lists/entries/<int:pk>/change/", views.changed, name="change"),
    path("lists/entries/<int:pk>/remove/", views.removed, name="remove"),
    path("lists/entries/<int:pk>/spellings/", views.spelling_added, name="add_spelling"),
    path("lists/spellings/<int:pk>/remove/", views.spelling_removed, name="remove_spelling"),
    path("lists/entries/<int:pk>/merge/", views.merged, name="merge"),
    path("lists/entries/<int:pk>/apart/", views.parted, name="part"),
]
