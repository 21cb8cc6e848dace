"""The addresses of this room."""

from django.urls import path

from willet.vault.views import persons, vault

app_name = "vault"

urlpatterns = [
    path("vault/", vault.listed, name="list"),
    path("vault/<str:key>/", vault.entry, name="entry"),
    path("vault/<str:key>/opt-out/", vault.opted_out, name="opt_out"),
    path("persons/", persons.asked, name="persons"),
    path("kept/", persons.kept, name="kept"),
]
