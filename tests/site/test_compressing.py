"""Pages travel compressed where the browser takes it; what is sent as it comes does not wait for a block to fill."""

import gzip
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from tests.scaffold.cast import Cast
from willet.site.compressing import CompressedPagesMiddleware

LONG = "a page " * 500


def sent(response: HttpResponseBase, accepts: str = "gzip") -> HttpResponseBase:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = accepts
    middleware = CompressedPagesMiddleware(lambda _request: response)
    return middleware.process_response(request, response)


def test_a_page_is_compressed_and_reads_the_same() -> None:
    response = sent(HttpResponse(LONG))

    assert response.headers["Content-Encoding"] == "gzip"
    assert isinstance(response, HttpResponse)
    assert gzip.decompress(response.content).decode() == LONG
    assert len(response.content) < len(LONG) / 4


@pytest.mark.parametrize(
    "response",
    [
        StreamingHttpResponse([LONG.encode()], content_type="text/html"),
        StreamingHttpResponse([LONG.encode()], content_type="text/event-stream"),
        HttpResponse(LONG, content_type="application/vnd.ms-excel"),
        HttpResponse("short"),
    ],
)
def test_streams_files_and_short_answers_are_left_as_they_are(response: HttpResponseBase) -> None:
    assert "Content-Encoding" not in sent(response).headers


def test_a_browser_that_takes_none_gets_none() -> None:
    assert "Content-Encoding" not in sent(HttpResponse(LONG), accepts="").headers


def test_the_overview_is_small_on_its_way(cast: Cast, lent_small_lake: Path) -> None:
    client = cast.client("manager")
    response = client.get("/?period=all", headers={"accept-encoding": "gzip"})
    assert (response.headers["Content-Encoding"], len(response.content) < 30_000) == ("gzip", True)
