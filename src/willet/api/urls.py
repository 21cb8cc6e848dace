"""The addresses of this room: the API itself, and the pages on which tokens are made and revoked."""

from collections import defaultdict
from functools import cache
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path

from willet.api import views
from willet.api.serving.facing import faced, for_programs
from willet.api.serving.mount import build, document, endpoints

app_name = "api"
PREFIX: Final = "api/v1/"
_api = build()
_patterns = [p for p in _api.urls[0] if isinstance(p, URLPattern) and p.name != "api-root"]
_methods: defaultdict[str, set[str]] = defaultdict(set)
for _endpoint in endpoints():
    _methods[_endpoint.route].add(_endpoint.method)


def openapi(_request: HttpRequest) -> HttpResponse:
    """The OpenAPI document; it tells nothing of this installation, so it is open to everybody."""
    return JsonResponse(api_document())


@cache
def api_document() -> dict[str, Any]:
    """Written once for a process: it follows from the addresses alone."""
    return document(_api, f"/{PREFIX}")


urlpatterns = [
    path(f"{PREFIX}openapi.json", for_programs(openapi, ["GET"]), name="openapi"),
    *(faced(p, _methods[str(p.pattern)], prefix=PREFIX) for p in _patterns),
    path("profile/tokens/", views.own, name="tokens"),
    path("profile/tokens/<int:pk>/revoke/", views.revoked, name="revoke"),
    path("tokens/", views.everybody, name="everybody"),
]
