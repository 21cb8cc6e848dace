"""Where browsers report what the content policy refused; the last reports are kept for tests and the log."""

import logging
import re
from collections import deque
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from willet.store.texts import json_sent

log = logging.getLogger(__name__)

REPORTS: deque[dict[str, Any]] = deque(maxlen=200)
"""The newest reports of this process, oldest first."""

_LONGEST = 20_000


@csrf_exempt
@login_not_required
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take one report; anything else is refused and not kept."""
    report = _read(request)
    if report is None:
        return HttpResponse(status=400)
    REPORTS.append(report)
    log.warning("content policy refused %s", _directive(report))
    return HttpResponse(status=204)


def _directive(report: dict[str, Any]) -> str:
    """The directive's name; a stranger may send anything, and nothing else of it goes into the log."""
    named = re.match(r"[a-z-]{1,40}", str(report.get("violated-directive", "")))
    return named.group() if named else "something"


def _read(request: HttpRequest) -> dict[str, Any] | None:
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LONGEST:
        return None
    try:
        report = json_sent(request.body).get("csp-report")
    except (ValueError, AttributeError):
        return None  # Not JSON, not an object, or nested deeper than anybody reports.
    return report if isinstance(report, dict) else None
