"""How new the data are: when the newest contact of the lake came, in the centre's time, for a line on every page."""

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from willet.core.records import WilletError
from willet.figures.domain.whole import held_state
from willet.ui import formats
from willet.ui.zones import centre_zone


def data_are_from(request: HttpRequest) -> str:
    """`Data are from yesterday 22:07`; nothing before the first import, and where the lake cannot be read."""
    newest = _newest()
    return "" if newest is None else _words(newest, timezone.now())


def _newest() -> datetime | None:
    """When the newest contact came, looked up once for each state of the lake.

    None where files of that state are damaged: a page that asks for figures says so, and others go on.
    """
    try:
        state = held_state()
        return None if state is None else state.newest_at
    except (WilletError, OSError):
        return None


def _words(newest: datetime, now: datetime) -> str:
    zone = centre_zone()
    then, today = newest.astimezone(zone), now.astimezone(zone).date()
    if then.date() == today:
        return _("Data are from today %(time)s") % {"time": formats.to_the_minute(then)}
    if then.date() == today - timedelta(days=1):
        return _("Data are from yesterday %(time)s") % {"time": formats.to_the_minute(then)}
    return _("Data are from %(moment)s") % {"moment": formats.moment(then)}
