"""A lake that cannot be read is told on a page, with the next step, instead of an error of the program."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from willet.core.records import LakeError, RequestError
from willet.ui.messages import translate

log = logging.getLogger(__name__)

P = ParamSpec("P")


class ClosedError(Exception):
    """Figures that this reader may not see; its text is the reason in their language."""


def explains_failures(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page that says what the core refused: 400 for a wrong request, 403 for closed figures, else 503."""

    @wraps(view)
    def telling(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RequestError as error:
            return render(
                request, "figures/failed.html", {"wrong": translate(error.message)}, status=400
            )
        except ClosedError as error:
            return render(request, "figures/failed.html", {"closed": str(error)}, status=403)
        except LakeError as error:
            log.error("a page could not read the lake: %s", error)
            return render(request, "figures/failed.html", {}, status=503)

    # The wrapper is what it wraps; the type checker does not see that through `wraps`.
    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], telling)
