"""A form with files, taken within the limit of uploads: what goes over it is never kept."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from willet.imports.domain.uploads import BoundedUploadHandler


def takes_files(
    receive: Callable[[HttpRequest, BoundedUploadHandler], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A view whose handler knows whether the files went over the limit.

    It must be set before anything reads the form, as the check for forgery does: that check is made here, after it.
    """

    @csrf_exempt
    @wraps(receive)
    def bounded(request: HttpRequest) -> HttpResponse:
        handler = BoundedUploadHandler(request)
        request.upload_handlers = [handler]
        response: HttpResponse = csrf_protect(receive)(request, handler)
        return response

    return bounded
