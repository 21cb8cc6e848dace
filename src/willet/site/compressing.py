"""Pages compressed on their way, and nothing else: events sent as they come must not wait for a block to fill."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_COMPRESSED = ("text/html", "application/json")


class CompressedPagesMiddleware(GZipMiddleware):
    """Django's own compression, which adds a random length so that nothing can be guessed from the size of a page."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The page compressed where the browser takes it; a stream, and a file, as they are."""
        if response.streaming or not response.headers.get("Content-Type", "").startswith(
            _COMPRESSED
        ):
            return response
        return super().process_response(request, response)
