"""Refusals of the API: each kind has its status, a fault of ours tells nothing of the inside, all say what to do."""

import json
from typing import Any

import pytest
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import override
from ninja.errors import HttpError

from willet.api.domain.tokens import NoTokenError
from willet.api.serving.problems import (
    NO_SUCH_METHOD,
    NotAllowedError,
    TooOftenError,
    problem,
    refusal,
)
from willet.core.records import Message, RequestError, UnknownNameError, WilletError
from willet.figures.domain.failing import ClosedError
from willet.ui.endpoints import NotThereError, TooLargeError

SAID = Message("Not so.", "said")


def _answer(error: Exception) -> Any:
    return refusal(HttpRequest(), error)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NoTokenError(SAID), 401, "said"),
        (NotAllowedError(SAID), 403, "said"),
        (NotThereError(SAID), 404, "said"),
        (TooLargeError(SAID), 413, "said"),
        (TooOftenError(SAID, 7), 429, "said"),
        (RequestError(SAID), 400, "said"),
        (WilletError(SAID), 503, "lake_not_read"),
        (Http404(), 404, "nothing_there"),
        (ClosedError("Closed to you."), 403, "closed"),
        (PermissionDenied(), 403, "nothing_there"),
        (RequestDataTooBig(), 413, "too_large"),
        (TooManyFilesSent(), 413, "too_large"),
        (SuspiciousOperation(), 400, "not_understood"),
        (BadRequest(), 400, "not_understood"),
        (MultiPartParserError(), 400, "not_understood"),
        (UnreadablePostError(), 400, "not_understood"),
        (HttpError(418, "a teapot"), 400, "not_understood"),
        (ZeroDivisionError("secret"), 500, "failed_here"),
    ],
)
def test_each_error_is_a_refusal_with_its_status(error: Exception, status: int, code: str) -> None:
    answer = _answer(error)
    body = json.loads(answer.content)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:willet:problem:{code}"
    assert body["message"]["code"] == code
    assert body["detail"]
    assert "secret" not in answer.content.decode()


def test_what_stands_behind_an_error_of_the_framework_is_told() -> None:
    outer = HttpError(400, "Cannot parse request body")
    outer.__cause__ = NotThereError(SAID)

    assert _answer(outer).status_code == 404


@pytest.mark.parametrize(
    ("error", "headers"),
    [
        (NoTokenError(SAID), {"WWW-Authenticate": 'Bearer realm="Willet"'}),
        (TooOftenError(SAID, 7), {"Retry-After": "7"}),
        (WilletError(SAID), {"Retry-After": "5"}),
        (RequestError(SAID), {}),
    ],
)
def test_when_and_how_to_ask_again(error: Exception, headers: dict[str, str]) -> None:
    answer = _answer(error)

    told = {name: answer[name] for name in ("WWW-Authenticate", "Retry-After") if name in answer}
    assert told == headers


def test_an_unknown_name_comes_with_those_that_are_known() -> None:
    body = json.loads(_answer(UnknownNameError(Message("metric"), "x", ["b", "a"])).content)

    assert (body["status"], body["name"], sorted(body["known"])) == (400, "x", ["a", "b"])
    assert body["kind"]


def test_a_sentence_without_a_code_has_that_of_its_status() -> None:
    body = json.loads(problem(404, Message("Gone.")).content)

    assert (body["code"], body["title"], body["detail"]) == ("not_found", "Not Found", "Gone.")


def test_a_person_reads_it_in_their_language_and_a_program_the_same_code() -> None:
    english = json.loads(problem(405, NO_SUCH_METHOD()).content)
    with override("de"):
        german = json.loads(problem(405, NO_SUCH_METHOD()).content)

    assert english["detail"] != german["detail"]
    assert english["code"] == german["code"] == "no_such_method"


def test_letters_are_sent_as_they_are_and_half_a_letter_breaks_nothing() -> None:
    assert "“ü”" in problem(400, Message("“ü”")).content.decode()
    assert b"a?b" in problem(400, Message("a\udc80b")).content
