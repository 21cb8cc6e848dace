"""The pages for when something went wrong: in five languages, with nothing of the inside."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from willet.site import urls as site_urls
from willet.ui.languages import LANGUAGE_NAMES

SECRET = "a value nobody outside may see"


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Fails as asked."""
    kinds: dict[str, Exception] = {
        "400": BadRequest(SECRET),
        "403": PermissionDenied(SECRET),
        "404": Http404(SECRET),
        "413": RequestDataTooBig(SECRET),
        "500": RuntimeError(SECRET),
    }
    raise kinds[kind]


fail.login_required = False  # type: ignore[attr-defined] # Django's own mark for pages open to all

urlpatterns = [*site_urls.urlpatterns, path("fail/<str:kind>/", fail)]
handler400, handler403 = site_urls.handler400, site_urls.handler403
handler404, handler500 = site_urls.handler404, site_urls.handler500

WORDS = {
    400: "That request could not be understood",
    403: "This page is not open to you",
    404: "There is no such page",
    413: "That was too large",
    500: "Something failed on our side",
}


def page(status: int, language: str = "en") -> HttpResponse:
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    return client.get(f"/fail/{status}/", headers={"accept-language": language})  # type: ignore[return-value]


@pytest.mark.django_db
@pytest.mark.urls("tests.site.test_errors")
@pytest.mark.parametrize("status", WORDS)
def test_failure_has_its_page_and_status(status: int) -> None:
    answer = page(status)

    assert answer.status_code == status
    assert WORDS[status] in answer.content.decode()
    assert "content-security-policy" in {name.lower() for name in answer.headers}


@pytest.mark.django_db
@pytest.mark.urls("tests.site.test_errors")
@pytest.mark.parametrize("status", WORDS)
def test_failure_tells_nothing_of_the_inside(status: int) -> None:
    text = page(status).content.decode()

    assert [
        word for word in (SECRET, "Traceback", "RuntimeError", ".py", "Django") if word in text
    ] == []


@pytest.mark.django_db
@pytest.mark.urls("tests.site.test_errors")
@pytest.mark.parametrize("language", [code for code in LANGUAGE_NAMES if code != "en"])
@pytest.mark.parametrize("status", WORDS)
def test_failure_speaks_the_readers_language(status: int, language: str) -> None:
    text = page(status, language).content.decode()

    assert f'<html lang="{language}"' in text
    assert WORDS[status] not in text


@pytest.mark.django_db
def test_form_without_its_token_is_refused_in_words() -> None:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)

    answer = client.post("/account/login/", {"login": "anna", "password": "x"})

    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


@pytest.mark.django_db
def test_foreign_host_is_refused() -> None:
    answer = Client(SERVER_NAME="evil.example").get("/account/login/")

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


@pytest.mark.django_db
def test_too_many_requests_have_their_page() -> None:
    client, address = Client(SERVER_NAME="localhost"), "/account/password/reset/"

    answers = [client.get(address, REMOTE_ADDR="203.0.113.9") for _ in range(21)]

    # Only the attempts count, not the look at the form.
    assert {answer.status_code for answer in answers} == {200}

    answers = [
        client.post(address, {"email": "x@y.example"}, REMOTE_ADDR="203.0.113.9") for _ in range(21)
    ]
    assert [answers[0].status_code, answers[-1].status_code] == [302, 429]
    assert "Too many attempts" in answers[-1].content.decode()
