"""What is sent wrongly is refused in words, in the reader's language, with a code: never a fault of ours."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.api.callers import Program, program_of
from tests.scaffold.cast import Cast
from willet.api.domain.limits import PerMinute
from willet.api.serving import guard
from willet.api.serving.mount import endpoints
from willet.core.metrics import catalogue
from willet.figures import endpoints as figures

DEEP = b"[" * 100_000
BODIES = """
{"metrics": NaN}                                  | 400 | not_json
{"metrics": ["received"]                          | 400 | not_json
{"metrics": "\\ud800"}                            | 400 | not_json
{"metrics": []}                                   | 400 | question.no_metric
{}                                                | 422 | fields_refused
[]                                                | 422 | fields_refused
"received"                                        | 422 | fields_refused
null                                              | 422 | fields_refused
{"metrics": 7}                                    | 422 | fields_refused
{"metrics": "received", "wher": "x"}              | 422 | fields_refused
{"metrics": "received", "by": {"queue": 1}}       | 422 | fields_refused
{"metrics": "received", "params": [1]}            | 422 | fields_refused
{"metrics": "recieved"}                           | 400 | unknown_name
{"metrics": "received", "from": "2026-02-30"}     | 400 | question.first_day
{"metrics": "received", "params": {"target_s": Infinity}} | 400 | not_json
{"metrics": "received", "params": {"target_s": 1e999}}    | 400 | parameter.out_of_range
{"metrics": "received", "params": {"target_s": [[]]}}     | 400 | parameter.no_number
{"metrics": "received", "where": "\\u0000"}       | 400 | not_json
{"metrics": "received", "where": "\\\\\\u0000"}   | 400 | not_json
{"metrics": "received", "where": "\\\\u0000"}     | 400 | *
{"metrics": "received", "where": "((((("}         | 400 | *
"""


def rows() -> list[tuple[bytes, int, str]]:
    lines = [line.rsplit("|", 2) for line in BODIES.strip().splitlines()]
    return [(body.strip().encode(), int(status), code.strip()) for body, status, code in lines]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        *rows(),
        (DEEP, 400, "too_deep"),
        (b'{"metrics": "\xff"}', 400, "not_json"),
        ('{"metrics": "received"}'.encode("utf-16"), 400, "not_json"),
        (b'{"metrics": "' + b"x" * 3_000_000 + b'"}', 413, "too_large"),
        (b'{"metrics": "received", "where": "' + b"(" * 3900 + b'"}', 400, "*"),
        (b'{"metrics": "received", "where": "' + b"not " * 900 + b'x"}', 400, "*"),
        (b'{"metrics": "received", "where": "' + b"x" * 4001 + b'"}', 422, "fields_refused"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_body_that_is_wrong(
    cast: Cast, small_lake: Path, body: bytes, status: int, code: str
) -> None:
    answer = program_of(cast.manager).post("ask", body)

    plain = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert code in {plain["code"], "*"}
    assert plain["detail"]
    assert "Traceback" not in answer.content.decode()


def test_every_field_that_is_wrong_is_named_at_once(cast: Cast, small_lake: Path) -> None:
    answer = program_of(cast.manager).post("ask", {"by": 1, "from": 2, "more": 3})

    errors = {part["field"]: part["why"] for part in answer.json()["errors"]}
    assert errors == {
        "metrics": "This is missing.",
        "by": "This must be a list.",
        "from": "This must be a text.",
        "more": "Nothing is known under this name.",
    }


ADDRESSES = """
ask?metrics=received&wher=x             | 400 | Did you mean 'where'?
ask?metrics=recieved                    | 400 | Did you mean 'received'?
ask?metrics=received&params=target_s    | 400 | target_s=30
metrics/recieved                        | 404 | Did you mean 'received'?
metrics?limit=1000000000                | 422 | see “errors”
metrics?limit=0                         | 422 | see “errors”
metrics?cursor=x                        | 400 | first page
metrics?token={token}                   | 400 | stand in logs
metrics?access_token=x                  | 400 | stand in logs
metrics?limit={token}                   | 400 | stand in logs
sources/nonsense                        | 404 | Unknown source
imports/nonsense                        | 404 | nothing at this address
imports/uploads/nonsense                | 422 | see “errors”
jobs/nonsense                           | 422 | see “errors”
nonsense                                | 404 | nothing at this address
metrics/                                | 404 | nothing at this address
%FF%FE                                  | 404 | nothing at this address
"""


@pytest.mark.parametrize("line", ADDRESSES.strip().splitlines())
def test_address_that_is_wrong(cast: Cast, small_lake: Path, line: str) -> None:
    address, status, words = (cell.strip() for cell in line.split("|"))
    program = program_of(cast.manager)

    answer = program.get(address.format(token=program.token))

    assert (answer.status_code, answer["Content-Type"]) == (int(status), "application/problem+json")
    assert words in answer.json()["detail"]
    assert program.token not in answer.content.decode()


def test_cursor_of_another_list_is_refused(cast: Cast, small_lake: Path) -> None:
    program = program_of(cast.manager)
    cursor = program.get("metrics?limit=1").json()["next"]

    answer = program.get(f"sources?cursor={cursor}")

    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_pages_show_everything_once(cast: Cast) -> None:
    program, shown = program_of(cast.manager), list[str]()

    page = program.get("metrics?limit=7").json()
    while page:
        shown += [one["name"] for one in page["items"]]
        more = page["next"]
        page = program.get(f"metrics?limit=7&cursor={more}").json() if more else None

    assert shown == sorted(catalogue())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Unknown metric"),
        ("nl", "Kengetal onbekend"),
        ("de-AT,de;q=0.9", "Kennzahl unbekannt"),
        ("es", "no se conoce"),
        ("vi", "Không"),
        ("fr", "Unknown metric"),
    ],
)
def test_refusal_speaks_the_language_that_is_asked_for(
    cast: Cast, small_lake: Path, language: str, words: str
) -> None:
    plain = program_of(cast.manager, language=language).get("ask?metrics=recieved").json()

    assert words in plain["detail"]
    assert plain["message"]["english"].startswith("Unknown metric 'recieved'.")


@pytest.mark.parametrize("address", ["metrics", "ask?metrics=received"])
def test_head_is_get_without_a_body(cast: Cast, small_lake: Path, address: str) -> None:
    program = program_of(cast.manager)

    head, get = program.get(address, "HEAD"), program.get(address)

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == get["Content-Length"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("ask", "GET, HEAD, OPTIONS, POST"),
        ("metrics", "GET, HEAD, OPTIONS"),
        ("openapi.json", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_says_what_can_be_done_and_opens_nothing(
    client: Client, address: str, allowed: str
) -> None:
    answer = client.options(f"/api/v1/{address}", headers={"origin": "https://elsewhere.example"})

    assert (answer.status_code, answer["Allow"], answer.content) == (204, allowed, b"")
    assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "NONSENSE"])
def test_method_that_is_not_known_is_refused(cast: Cast, method: str) -> None:
    answer = program_of(cast.manager).get("metrics", method)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert answer.json()["code"] == "no_such_method"


def test_program_that_asks_too_often_waits(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "OF_TOKEN", PerMinute(2))
    program, other = program_of(cast.manager), program_of(cast.analyst)

    statuses = [program.get("sources").status_code for _ in range(3)]
    answer = program.get("sources")

    assert statuses in ([200, 200, 429], [200, 200, 200])  # a minute may end within
    assert other.get("sources").status_code == 200
    if answer.status_code == 429:
        assert 1 <= int(answer["Retry-After"]) <= 61


def test_stranger_who_asks_too_often_waits_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "OF_ADDRESS", PerMinute(1))

    statuses = {Program("wlt_x").get("metrics").status_code for _ in range(4)}

    assert statuses == {401, 429}


def test_fault_of_ours_says_nothing_of_the_inside(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: Any) -> None:
        raise ZeroDivisionError("the inside")

    monkeypatch.setattr(figures, "catalogue", broken)

    answer = program_of(cast.manager).get("metrics")

    assert (answer.status_code, answer.json()["code"]) == (500, "failed_here")
    assert "inside" not in answer.content.decode()


def test_every_lookup_of_a_token_is_synchronous() -> None:
    guards = [guard.Token(endpoint) for endpoint in endpoints()]

    assert [g.is_async for g in guards] == [False] * len(guards)
