"""How new the data are: when the newest contact of the lake came, in the centre's time, for a line on every page."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from willet.core.cases.span import seen_days
from willet.core.lake import Lake
from willet.core.records import WilletError
from willet.ui import formats
from willet.ui.zones import centre_zone


def data_are_from(request: HttpRequest) -> str:
    """`Data are from yesterday 22:07`; nothing before the first import, and where the lake cannot be read."""
    head = settings.WILLET_HOME / "lake" / "HEAD"
    try:
        newest = _newest(str(head), head.read_text())
    except OSError:
        return ""
    return "" if newest is None else _words(newest, timezone.now())


@lru_cache(maxsize=4)
def _newest(head: str, state: str) -> datetime | None:
    """When the newest contact came, stray days left out; looked up once for each state of the lake.

    None where files of that state are damaged: a page that asks for figures says so, and others go on.
    """
    try:
        with Lake.at(settings.WILLET_HOME / "lake").snapshot().reading() as con:
            days = seen_days(con)
            if days is None:
                return None
            row = con.execute(
                "SELECT max(arrived_at) FROM contacts WHERE local_date <= ?", [days[1]]
            ).fetchone()
    except WilletError:
        return None
    newest: datetime | None = row[0].replace(tzinfo=UTC) if row and row[0] else None
    return newest


def _words(newest: datetime, now: datetime) -> str:
    zone = centre_zone()
    then, today = newest.astimezone(zone), now.astimezone(zone).date()
    if then.date() == today:
        return _("Data are from today %(time)s") % {"time": formats.clock(then)}
    if then.date() == today - timedelta(days=1):
        return _("Data are from yesterday %(time)s") % {"time": formats.clock(then)}
    return _("Data are from %(moment)s") % {"moment": formats.moment(then)}
