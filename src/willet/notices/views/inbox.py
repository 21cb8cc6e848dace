"""For me today: what a reader is to do, overdue, today and later."""

from typing import cast

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from willet.notices.domain.choices import zone_of
from willet.notices.domain.inbox import PARTS, inbox_of
from willet.notices.domain.tables import inbox_part
from willet.notices.rules import SEE_NOTICES
from willet.people.models import User
from willet.ui.components import Empty


@require_safe
@never_cache
@permission_required(SEE_NOTICES, raise_exception=True)
def inbox(request: HttpRequest) -> HttpResponse:
    """The reader's own lines."""
    reader = cast(User, request.user)
    parts = inbox_of(reader)
    context = {
        "parts": [inbox_part(items, str(PARTS[part])) for part, items in parts.items() if items],
        "empty": Empty(
            _("Nothing waits for you"), _("What you are to do stands here."), icon="check"
        ),
        "zone": zone_of(reader).key,
    }
    return render(request, "notices/inbox.html", context)
