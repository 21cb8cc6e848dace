"""The backups of every night: where they go, the newest, and what is kept."""

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.backups.domain.kept import encrypts, kept_backups, kept_table
from willet.people.rules import SEE_LAKE


@require_safe
@never_cache
@permission_required(SEE_LAKE, raise_exception=True)
def listed(request: HttpRequest) -> HttpResponse:
    """What is in the folder, the newest first; nothing can be taken out of it here."""
    backups = kept_backups()
    context = {
        "folder": settings.WILLET_BACKUPS,
        "kept": settings.WILLET_BACKUPS_KEPT,
        "encrypts": encrypts(),
        "newest": next(iter(backups), None),
        "table": kept_table(backups),
    }
    return render(request, "backups/list.html", context)
