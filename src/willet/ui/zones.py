"""The centre's time zone, where no zone is named."""

from zoneinfo import ZoneInfo

from django.conf import settings

from willet.core.lake import Lake
from willet.core.records import WilletError


def centre_zone() -> ZoneInfo:
    """The zone that an import told the lake; UTC before the first, and where the lake cannot be read."""
    place = settings.WILLET_HOME / "lake"
    if not (place / "lake.toml").exists():
        return ZoneInfo("UTC")
    try:
        return ZoneInfo(Lake.at(place).zone or "UTC")
    except WilletError:
        return ZoneInfo("UTC")
