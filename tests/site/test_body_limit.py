"""Bodies that are too large: refused before they reach the disk, with a page."""

from collections.abc import MutableMapping
from typing import Any

import pytest
from django.conf import settings as django_settings

from tests.scaffold.loops import run
from willet.site.body_limit import SMALL, BodyLimit, limit_for

Message = MutableMapping[str, Any]
SIGNED_IN = (b"cookie", b"willet_session=abc; willet_language=de")


async def swallow(scope: Any, receive: Any, send: Any) -> None:
    """An application that reads everything and says how much it was."""
    size = 0
    while True:
        message = await receive()
        size += len(message["body"])
        if not message["more_body"]:
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def ask(chunks: list[bytes], *headers: tuple[bytes, bytes]) -> tuple[int, str, int]:
    """Status, page, and how many chunks were taken in."""
    taken: list[bytes] = []
    sent: list[Message] = []

    async def receive() -> Message:
        taken.append(chunks[len(taken)])
        return {"type": "http.request", "body": taken[-1], "more_body": len(taken) < len(chunks)}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "headers": list(headers)}
    run(BodyLimit(swallow)(scope, receive, send))
    return sent[0]["status"], sent[1]["body"].decode(), len(taken)


CHUNK = b"x" * 1_000_000


def test_small_body_passes() -> None:
    assert ask([b"abc"], (b"content-length", b"3")) == (200, "3", 1)


def test_declared_length_is_refused_before_anything_is_kept() -> None:
    status, page, taken = ask([CHUNK] * 6, (b"content-length", str(6 * len(CHUNK)).encode()))

    assert (status, taken) == (413, 6)  # all swallowed, so that the browser gets to read the answer
    assert "That was too large" in page


def test_undeclared_length_is_counted() -> None:
    status, page, _taken = ask([CHUNK] * 7)

    assert status == 413
    assert "That was too large" in page


@pytest.mark.parametrize("length", [b"-5", b"abc", b""])
def test_length_that_lies_is_counted(length: bytes) -> None:
    assert ask([CHUNK] * 6, (b"content-length", length))[0] == 413


def test_who_has_a_session_may_send_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "WILLET_UPLOAD_LIMIT", 10_000_000)

    assert limit_for({"headers": [SIGNED_IN]}) == 10_000_000 + SMALL
    assert limit_for({"headers": []}) == SMALL
    assert ask([CHUNK] * 8, SIGNED_IN)[0] == 200
    assert ask([CHUNK] * 16, SIGNED_IN)[0] == 413


TOKEN = (b"authorization", b"Bearer wlt_00000000_x")


@pytest.mark.parametrize(
    ("path", "header", "may"),
    [
        ("/api/v1/imports", TOKEN, True),
        ("/api/v1/imports", (b"authorization", b"bearer WLT_x"), True),
        ("/api/v1/imports", (b"authorization", b"Basic wlt_x"), False),
        ("/api/v1/ask", TOKEN, False),
        ("/imports/upload/", TOKEN, False),
    ],
)
def test_program_may_send_files_where_files_are_handed_in(
    path: str, header: tuple[bytes, bytes], monkeypatch: pytest.MonkeyPatch, *, may: bool
) -> None:
    monkeypatch.setattr(django_settings, "WILLET_UPLOAD_LIMIT", 10_000_000)

    limit = limit_for({"path": path, "headers": [header]})

    assert limit == (10_000_000 + SMALL if may else SMALL)


def test_page_speaks_the_language_of_the_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "WILLET_UPLOAD_LIMIT", 0)

    assert '<html lang="de"' in ask([CHUNK] * 7, SIGNED_IN)[1]


def test_what_is_not_http_passes_untouched() -> None:
    seen: list[Any] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    run(BodyLimit(inner)({"type": "lifespan"}, None, None))  # type: ignore[arg-type]

    assert seen == ["lifespan"]
