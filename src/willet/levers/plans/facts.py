"""What this room offers the data store: registered interventions, unit by unit, as assigned and as received."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from willet.core.sources.rooms import Facts, RoomRow
from willet.levers.plans.domain.days import has_begun
from willet.levers.plans.models import Intervention, Registration
from willet.ui.fields.days import FIRST_DAY, LAST_DAY
from willet.ui.tasks.schedules import instant
from willet.ui.zones import centre_zone

INTERVENTIONS: Final = "plans.interventions"


def rows_of(intervention: Intervention, registration: Registration) -> Iterator[RoomRow]:
    """A row per unit that begins on some day, and one that is gone for each that is eligible no more."""
    for name, day in registration.starts.items():
        begins = day is not None and has_begun(intervention, day)
        values = _values(intervention, registration, name, day) if day and begins else {}
        yield _row(intervention, name, values, gone=not begins)
    for name in intervention.keys:
        if name not in registration.starts:
            yield _row(intervention, name, {}, gone=True)


def _row(intervention: Intervention, name: str, values: dict[str, Any], *, gone: bool) -> RoomRow:
    key = f"{intervention.pk}:{intervention.keys[name]}"
    written = intervention.written_at
    return RoomRow(
        INTERVENTIONS, "interventions", key, intervention.number, written, values, None, gone=gone
    )


def _values(
    intervention: Intervention, registration: Registration, name: str, day: str
) -> dict[str, Any]:
    received = intervention.units.get(name, {}).get("received_from")
    until = registration.ends.get(name)
    return {
        "intervention_id": f"plans:{intervention.pk}",
        "lever": intervention.lever,
        "ref": intervention.object,
        "unit": registration.unit,
        "name": name,
        "assigned_from": _midnight(day),
        "received_from": _midnight(received) if received else None,
        "until_at": _midnight(until, 1) if until else None,
        "registered_at": registration.at,
        "source": "rooms",
    }


def _midnight(day: str, days_later: int = 0) -> datetime:
    """The moment at which a day of the centre's calendar begins, or one some days later."""
    # Days were kept before they had to be near; one that no clock knows would hold up the rows of all rooms.
    near = min(max(date.fromisoformat(day), FIRST_DAY), LAST_DAY)
    later = near + timedelta(days=days_later)
    return instant(datetime.combine(later, time()), centre_zone())


def interventions_since(moment: datetime | None) -> Iterator[RoomRow]:
    """Interventions registered, or changed, since a moment."""
    rows = Intervention.objects.exclude(registrations=None).distinct()
    wanted = rows if moment is None else rows.filter(written_at__gte=moment)
    for one in wanted.prefetch_related("registrations"):
        yield from rows_of(one, max(one.registrations.all(), key=lambda r: r.number))


FACTS = (Facts(INTERVENTIONS, "interventions", interventions_since),)
