"""What this room keeps of persons: saved views, of somebody or narrowed to somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.dashboards.models import SavedView
from willet.ui.personal import Holder, Sought, address_without, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    theirs = Q(owner__agent__in=sought.names) | Q(owner__name__in=sought.names)
    return [
        {"name": view.name, "address": view.address}
        for view in SavedView.objects.filter(theirs).order_by("pk")
    ]


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of the names of views and the filters in their addresses."""
    fields = {"name": scrubbed, "address": address_without}
    return scrub_rows(SavedView.objects.all(), fields, gone)


HOLDERS = (Holder("saved_views", _("Saved views"), _held, _forget),)
