"""Where browsers report what the policy refused."""

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from willet.site import csp

REPORT = {"csp-report": {"violated-directive": "script-src", "blocked-uri": "inline"}}


@pytest.fixture(autouse=True)
def no_reports() -> Iterator[None]:
    csp.REPORTS.clear()
    yield
    csp.REPORTS.clear()


def send(body: str) -> int:
    client = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    return client.post("/csp-report/", body, content_type="application/csp-report").status_code


@pytest.mark.django_db
def test_report_is_kept() -> None:
    assert send(json.dumps(REPORT)) == 204

    assert list(csp.REPORTS) == [REPORT["csp-report"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "1",
        '"x"',
        "{}",
        '{"csp-report": 3}',
        json.dumps({"csp-report": {"a": "x" * 30_000}}),
        '{"csp-report":' * 1_300 + "1" + "}" * 1_300,
        "[" * 9_000 + "]" * 9_000,
    ],
)
def test_anything_else_is_refused_and_forgotten(body: str) -> None:
    assert send(body) == 400
    assert list(csp.REPORTS) == []


@pytest.mark.django_db
def test_a_flood_keeps_only_the_newest() -> None:
    for number in range(250):
        send(json.dumps({"csp-report": {"n": number}}))

    assert [report["n"] for report in csp.REPORTS] == list(range(50, 250))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("directive", "logged"),
    [
        ("img-src https://x", "img-src"),
        ("x\n2026 ERROR forged", "x"),
        (["a"], "something"),
        ("", "something"),
    ],
)
def test_log_takes_nothing_but_the_directive(
    caplog: pytest.LogCaptureFixture, directive: object, logged: str
) -> None:
    send(json.dumps({"csp-report": {"violated-directive": directive}}))

    assert caplog.messages == [f"content policy refused {logged}"]
