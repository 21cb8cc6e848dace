"""What this room offers to the pages: its menu entry, the newest target's figure, and what people are told."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from willet.levers.targets.models import Target
from willet.levers.targets.rules import SEE_TARGETS

from willet.figures.domain.drawing import metric_tile
from willet.ui.components import Tile
from willet.ui.notices import NoticeKind
from willet.ui.panels import MenuEntry, Place, TileOffer

MENU = (MenuEntry(_("Targets"), "targets:list", "check", SEE_TARGETS, group="act"),)


def newest(request: HttpRequest, place: Place) -> Tile | None:
    """The metric of the newest target, as it is now."""
    target = Target.objects.order_by("-first").first()
    return metric_tile(request, place, target.metric) if target else None


TILES = (TileOffer("newest_target", newest, SEE_TARGETS, order=90),)
NOTICES = (NoticeKind("targets.ended", _("A target’s period is over"), SEE_TARGETS),)
