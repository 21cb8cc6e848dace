"""All endpoints that rooms offer, as one API with one document."""

from typing import Any, Final

from django.http import Http404
from django.utils.translation import override
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict, Field

from willet.api.serving.body import StrictParser
from willet.api.serving.guard import Token
from willet.api.serving.problems import MEDIA_TYPE, refusal
from willet.ui.endpoints import Endpoint
from willet.ui.offers import offers

VERSION: Final = "1"
_ALWAYS: Final = (400, 401, 403, 404, 405, 413, 422, 429, 500, 503)
_REFERENCE: Final = "#/components/schemas/{model}"
_ABOUT: Final = (
    "Every address wants a token (`Authorization: Bearer …`) that was made for its scope by somebody whose role "
    "includes it; what comes back is what that person may see. Refusals are `application/problem+json` (RFC 9457)."
)


class RefusedPart(Schema):
    """One field that breaks its rule."""

    field: str
    why: str
    code: str


class Refusal(Schema):
    """A refusal (RFC 9457): `detail` for a person, in the language they ask for, `code` and `message` for a program."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    message: dict[str, Any] = Field(description="The code, its values and the English.")
    errors: list[RefusedPart] = Field(
        default=[], description="With status 422: every field that breaks its rule."
    )


def endpoints() -> list[Endpoint]:
    """What all rooms offer, by address."""
    return sorted(offers("endpoints", "ENDPOINTS"), key=lambda e: (e.path, e.method))


def build() -> NinjaAPI:
    """The API over everything that is offered."""
    api = NinjaAPI(
        title="Willet",
        version=VERSION,
        description=_ABOUT,
        docs_url=None,
        openapi_url=None,
        urls_namespace="v1",
        parser=StrictParser(),
    )
    router = Router()
    with override("en"):
        for endpoint in endpoints():
            _add(router, endpoint)
    api.add_router("", router)
    for raised in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(raised, refusal)
    return api


def document(api: NinjaAPI, prefix: str) -> dict[str, Any]:
    """The OpenAPI document of the addresses beneath a prefix."""
    whole: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=prefix))
    schema = Refusal.model_json_schema(ref_template=_REFERENCE)
    parts = whole["components"]["schemas"]
    parts |= schema.pop("$defs", {}) | {"Refusal": schema}
    return whole


def _add(router: Router, endpoint: Endpoint) -> None:
    name = endpoint.answer.__name__
    router.add_api_operation(
        f"/{endpoint.path}",
        [endpoint.method],
        endpoint.answer,
        auth=Token(endpoint),
        response={endpoint.status: endpoint.returns},
        operation_id=name,
        summary=str(endpoint.title),
        url_name=name,
        tags=[endpoint.path.partition("/")[0]],
        openapi_extra=_details(endpoint),
    )


def _details(endpoint: Endpoint) -> dict[str, Any]:
    refused = {"schema": {"$ref": _REFERENCE.format(model="Refusal")}}
    responses = {
        status: {"description": "A refusal.", "content": {MEDIA_TYPE: refused}}
        for status in _ALWAYS
    }
    return {
        "responses": responses,
        "x-willet-scope": endpoint.scope,
        "x-willet-permission": endpoint.permission,
        **endpoint.extra,
    }
