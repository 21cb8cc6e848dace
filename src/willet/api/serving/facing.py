"""What every address does alike: HEAD as GET without a body, OPTIONS, and methods that are not known."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from willet.api.serving.problems import NO_SUCH_METHOD, problem

View = Callable[..., HttpResponseBase]


def faced(pattern: URLPattern, methods: Iterable[str], *, prefix: str) -> URLPattern:
    """One address of the API, open to who has not signed in at a browser: it asks for a token itself.

    Args:
        pattern: What django-ninja serves.
        methods: The methods that it takes there.
        prefix: Beneath which it hangs.
    """
    return path(
        f"{prefix}{pattern.pattern}", for_programs(pattern.callback, methods), name=pattern.name
    )


def for_programs(view: View, methods: Iterable[str]) -> View:
    """A view that takes these methods, HEAD beside GET, and OPTIONS; whose reader shows a token, or need not."""
    allowed = sorted({*methods, "OPTIONS"} | ({"HEAD"} if "GET" in methods else set()))

    @wraps(view)
    def facing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in allowed:
            return problem(405, NO_SUCH_METHOD(), headers={"Allow": ", ".join(allowed)})
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(allowed)})
        return _as_get(view, request, *args, **kwargs)

    facing.login_required = False  # type: ignore[attr-defined] # where Django's middleware looks
    facing.csrf_exempt = True  # type: ignore[attr-defined] # no cookie counts here, so none can be abused
    return facing


def _as_get(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """The answer to GET where HEAD was asked; the server leaves the body out."""
    asked = request.method
    request.method = "GET" if asked == "HEAD" else asked
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = asked
