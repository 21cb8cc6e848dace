"""Draws the customers of a wave: each contact by a number of its own, so that drawn twice it comes out the same.

The chance with which a contact was chosen is kept with it; no weighing is possible without. What was drawn and cannot
be asked is kept too, with the reason.
"""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from willet.core.cases.joining import SAME_CALL
from willet.core.metrics import among, condition_sql
from willet.core.metrics.flag_sql import flag_sql
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.surveys.models import Invitation, Wave
from willet.people.visibility import OPEN
from willet.ui.languages import LANGUAGE_NAMES

_AT_ONCE: Final = 500
_WHO = "contact_id, customer_key, arrived_at, queue, agent, team, language"
_SPACE: Final = 2**64


def draw_all(now: datetime | None = None) -> int:
    """Draw for every running wave that asks about calls that are in the lake; how many were drawn anew."""
    reading = read_lake(OPEN)
    if reading is None:
        return 0
    running = Wave.objects.filter(state=Wave.State.RUNNING).exclude(channel=Wave.Channel.IVR)
    return sum(draw(wave, reading, now or timezone.now()) for wave in running)


def draw(wave: Wave, reading: Reading, now: datetime) -> int:
    """Draw of the contacts that came since the wave began and are young enough; how many are new."""
    known = _drawn_before(wave)
    new = [
        row
        for row in _frame(wave, reading, now)
        if is_drawn(wave, row["contact_id"]) and not _is_known(row, known)
    ]
    for start in range(0, len(new), _AT_ONCE):
        _keep(wave, new[start : start + _AT_ONCE], now)
    return len(new)


def _drawn_before(wave: Wave) -> Mapping[str, list[datetime]]:
    known: dict[str, list[datetime]] = defaultdict(list)
    for contact, arrived in wave.invitations.values_list("contact_id", "arrived_at"):
        known[contact].append(arrived)
    return known


def _is_known(row: dict[str, Any], known: Mapping[str, list[datetime]]) -> bool:
    """Whether this very contact was drawn: one whose id began again another month is another customer's."""
    arrived = row["arrived_at"].replace(tzinfo=UTC)
    return any(abs(before - arrived) <= SAME_CALL for before in known.get(row["contact_id"], ()))


def is_drawn(wave: Wave, name: str) -> bool:
    """Whether the contact of this name is chosen: with the wave's share as its chance, and always alike."""
    number = hmac.digest(wave.seed.encode(), name.encode(), "sha256")[:8]
    return int.from_bytes(number, "big") < float(wave.share) * _SPACE


def _frame(wave: Wave, reading: Reading, now: datetime) -> Iterator[dict[str, Any]]:
    """Every contact that could be asked about: a caller's, talked with, since the wave began."""
    since = max(wave.started_at or now, now - timedelta(days=wave.within_days))
    queue, bound = condition_sql(among("queue", [wave.queue]) if wave.queue else None, "contacts")
    sql = (
        f"SELECT {_WHO} FROM contacts WHERE {flag_sql('answered')} AND ({queue}) "
        "AND arrived_at >= $since AND arrived_at <= $now ORDER BY arrived_at, contact_id"
    )
    moments = {"since": _plain(since), "now": _plain(now)}
    for row in reading.whole.rows(sql, {**bound, **moments}):
        yield dict(zip(_WHO.split(", "), row, strict=True))


def _plain(moment: datetime) -> datetime:
    """As the lake keeps moments: UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _keep(wave: Wave, rows: Iterable[dict[str, Any]], now: datetime) -> None:
    drawn = [_invitation(wave, row, now) for row in rows]
    with transaction.atomic():
        # Somebody else may draw at the same moment; what is there stays as it is.
        Invitation.objects.bulk_create(drawn, ignore_conflicts=True)


def _invitation(wave: Wave, row: dict[str, Any], now: datetime) -> Invitation:
    arrived = row["arrived_at"].replace(tzinfo=UTC)
    key = row["customer_key"]
    return Invitation(
        wave=wave,
        contact_id=row["contact_id"],
        customer_key="" if key is None else str(key),
        arrived_at=arrived,
        queue=row["queue"] or "",
        agent=row["agent"] or "",
        team=row["team"] or "",
        language=spoken(row["language"], wave),
        inclusion_p=float(wave.share),
        drawn_at=now,
        due_at=arrived + timedelta(hours=wave.delay_h),
    )


def spoken(given: str | None, wave: Wave) -> str:
    """The language to ask in: the call's, as far as Willet speaks it, else the wave's own."""
    code = (given or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if code in LANGUAGE_NAMES else str(wave.language)
