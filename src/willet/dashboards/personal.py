"""What this room keeps of persons: saved views, of somebody or narrowed to somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.dashboards.models import SavedView
from willet.ui.personal import Holder, Sought, address_without, names_any, scrub_rows, values_of


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    return [
        {"name": view.name, "address": view.address}
        for view in SavedView.objects.select_related("owner").order_by("pk")
        if _is_theirs(view, sought)
    ]


def _is_theirs(view: SavedView, sought: Sought) -> bool:
    owner = {view.owner.agent, view.owner.name}
    shown = [view.name, *values_of(view.address)]
    return bool(owner & sought.names) or names_any(shown, sought.names)


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of the names of views and the filters in their addresses."""
    fields = {"name": scrubbed, "address": address_without}
    return scrub_rows(SavedView.objects.all(), fields, gone)


HOLDERS = (Holder("saved_views", _("Saved views"), _held, _forget),)
