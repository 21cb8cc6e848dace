"""What a mail service reports of its mails, heard through django-anymail at one address."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def reported(request: HttpRequest, service: str) -> HttpResponse:
    """Take a report: of the service that is set, with the secret that is set; any other address does not exist."""
    secret = settings.ANYMAIL.get("WEBHOOK_SECRET")
    if service != settings.WILLET_MAIL_SERVICE or not secret or find_spec("anymail") is None:
        raise Http404
    response: HttpResponse = _listener(service)(request)
    return response


def _listener(service: str) -> Callable[..., Any]:
    """What reads a report of this service."""
    from anymail.webhooks.brevo import BrevoTrackingWebhookView  # optional dependency
    from anymail.webhooks.postmark import PostmarkTrackingWebhookView  # optional dependency

    views = {"brevo": BrevoTrackingWebhookView, "postmark": PostmarkTrackingWebhookView}
    view: Callable[..., Any] = views[service].as_view()
    return view
