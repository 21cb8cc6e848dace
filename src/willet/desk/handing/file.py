"""Every disposition as it was stated at the desk, as a file."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.desk.domain.statements import newest
from willet.desk.models import Leg
from willet.figures.domain.asking import Reading
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.people.models import User

_TEXTS: Mapping[str, str | Promise] = {
    "agent": gettext_lazy("Agent"),
    "source": gettext_lazy("Source"),
    "call_id": gettext_lazy("Call id"),
    "ticket": gettext_lazy("Ticket"),
    "resolved": gettext_lazy("Solved"),
    "disposition": gettext_lazy("Disposition"),
    "topic": gettext_lazy("Topic"),
    "cause": gettext_lazy("Why not solved"),
    "tags": gettext_lazy("Tags"),
    "note": gettext_lazy("Note"),
}


def stated_sheet(reading: Reading, reader: User) -> Sheet:
    """The newest wording of each leg that the reader may see.

    Raises:
        ClosedError: this installation shows single agents to nobody.
    """
    reading.refuse_individuals()
    fields = [SheetField("at", ColumnKind.MOMENT, _("When"))]
    fields += [SheetField(name, words=words) for name, words in _TEXTS.items()]
    return Sheet(
        "desk", fields, _rows(_legs(reading, reader), reading.zone), _("Stated at the desk")
    )


def _legs(reading: Reading, reader: User) -> QuerySet[Leg]:
    legs = Leg.objects.exclude(dispositions=None).select_related("call").order_by("heard_at", "pk")
    if not reading.visibility.everyone:
        legs = legs.filter(person__teams__in=reader.teams.all())
    return legs.distinct().prefetch_related("dispositions")


def _rows(legs: QuerySet[Leg], zone: ZoneInfo) -> Iterator[list[object]]:
    for leg in legs.iterator(chunk_size=500):
        one, call = newest(leg), leg.call
        assert one is not None, "a leg without a word is left out"
        yield [
            one.at.astimezone(zone).replace(tzinfo=None),
            leg.agent,
            call.source,
            call.call_id or call.contact_id,
            call.case_ref,
            one.resolved,
            one.code,
            one.topic,
            one.cause,
            ", ".join(one.tags),
            one.note,
        ]
