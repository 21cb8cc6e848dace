"""The OpenAPI document holds: requests drawn from it, good and bad, meet what it says, and never a fault of ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.callers import ALL
from tests.scaffold.cast import Cast
from willet.api.domain.limits import PerMinute
from willet.api.domain.tokens import make_token
from willet.api.serving import guard
from willet.api.serving.mount import endpoints
from willet.api.urls import api_document

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DRAWN = [3, pytest.param(30, marks=pytest.mark.proof)]
"""Requests of each kind at each address; the seed is fixed."""


def document() -> Any:
    return Client(SERVER_NAME="localhost").get("/api/v1/openapi.json").json()


def test_document_is_of_the_version_that_is_promised() -> None:
    assert document()["openapi"] == "3.1.0"


def test_document_lists_what_rooms_offer_and_no_more() -> None:
    listed = {
        (method.upper(), path, part["x-willet-scope"])
        for path, methods in document()["paths"].items()
        for method, part in methods.items()
    }

    assert listed == {
        (e.method, "/api/v1/" + e.path.replace("{str:", "{"), e.scope) for e in endpoints()
    }


def test_document_says_that_every_address_wants_a_token() -> None:
    whole = document()

    scheme = {"Token": {"type": "http", "scheme": "bearer"}}
    assert whole["components"]["securitySchemes"] == scheme
    parts = [part for methods in whole["paths"].values() for part in methods.values()]
    assert [part["security"] for part in parts] == [[{"Token": []}]] * len(parts)


def test_document_is_the_same_in_every_language() -> None:
    spoken = []
    for language in ("en", "vi"):
        api_document.cache_clear()  # whoever asks first has it written
        headers = {"accept-language": language}
        answer = Client(SERVER_NAME="localhost").get("/api/v1/openapi.json", headers=headers)
        spoken.append(answer.content)

    assert spoken[0] == spoken[1]


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of requests, so that the answers are those of the addresses."""
    monkeypatch.setattr(guard, "OF_TOKEN", PerMinute(10**9))
    monkeypatch.setattr(guard, "OF_ADDRESS", PerMinute(10**9))


def operations(schema: Any) -> Iterator[Any]:
    for result in schema.get_all_operations():
        yield result.ok()


@pytest.mark.journey("law")
@pytest.mark.parametrize("drawn", DRAWN)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.usefixtures("unlimited")
# The transport of schemathesis does not close answers, and so not the files that were sent with a request.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_requests_drawn_from_the_document_meet_what_it_says(
    cast: Cast, small_lake: Path, mode: GenerationMode, drawn: int
) -> None:
    _token, text = make_token(cast.manager, "drawn", scopes=ALL)
    # Nor does it unpack what came packed.
    shown = {"Authorization": f"Bearer {text}", "Host": "localhost", "Accept-Encoding": "identity"}
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), headers={"Host": "localhost"}
    )
    asked = 0

    for operation in operations(schema):

        @settings(
            max_examples=drawn,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def meets(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(headers=shown, checks=CHECKS)

        meets()

    assert asked >= drawn
