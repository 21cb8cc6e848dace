"""Whether this process can answer, reaches its database and has its first figures ready, for a supervisor to ask."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.site.warming import WARMING


@require_safe
@never_cache
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """200 and `{"status": "ok", "figures": "ready"}`, or 503 and what is wrong; no figure and no version for strangers.

    `figures` is `warming` while the first pages are prepared: they are answered, only slower.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok", "figures": WARMING.state})
