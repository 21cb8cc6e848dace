"""Every disposition as it was stated at the desk, as a file."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from willet.desk.domain.statements import newest
from willet.desk.models import Disposition, Leg
from willet.figures.domain.asking import Reading
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.figures.domain.failing import ClosedError
from willet.people.models import User
from willet.people.visibility import visibility_of

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
    legs = stated(legs_seen_by(reader)).order_by("heard_at", "pk")
    fields = [SheetField("at", ColumnKind.MOMENT, _("When"))]
    fields += [SheetField(name, words=words) for name, words in _TEXTS.items()]
    return Sheet("desk", fields, _rows(legs, reading.zone), _("Stated at the desk"))


def legs_seen_by(reader: User) -> QuerySet[Leg]:
    """The legs whose agents the reader may see.

    Raises:
        ClosedError: this installation shows single agents to nobody.
    """
    visibility = visibility_of(reader)
    if not visibility.individuals:
        raise ClosedError(_("Figures of single agents are shown to nobody in this installation."))
    legs = Leg.objects.select_related("call").prefetch_related("dispositions")
    return (
        legs
        if visibility.everyone
        else legs.filter(person__teams__in=reader.teams.all()).distinct()
    )


def stated(legs: QuerySet[Leg]) -> QuerySet[Leg]:
    """Those of which anything was said."""
    return legs.filter(Exists(Disposition.objects.filter(leg=OuterRef("pk"))))


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
