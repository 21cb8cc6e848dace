"""A case that its customer says is not solved: given to somebody with a day by which, and closed by what happened."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from willet.core.metrics.flag_sql import flag_sql
from willet.core.records import saying
from willet.figures.domain.asking import Reading, read_lake
from willet.levers.surveys.domain.contacts import contact_of
from willet.levers.surveys.domain.days import day_of_call
from willet.levers.surveys.models import Invitation, Reopening
from willet.levers.surveys.rules import EDIT_SURVEYS
from willet.people.models import Role, User
from willet.people.visibility import OPEN
from willet.ui.notices import notify

REOPENED: Final = "surveys.reopened"
_PAGES: Final = "willet.levers.surveys.urls"
TEXT: Final = saying(
    "survey_reopened", "A customer says that their problem of %(date)s is not solved."
)

Later = Mapping[str, tuple[tuple[str, datetime], ...]]
"""Contact -> the later ones of its case or customer, each with its arrival."""


def reopen(invitation: Invitation, *, now: datetime) -> Reopening:
    """Give it to whoever takes it up, and tell them; said again while it is open it is the same one."""
    known = invitation.reopenings.filter(closed_at=None).first()
    if known is not None:
        return known
    due = now + timedelta(days=invitation.wave.due_days)
    owner = owner_of(invitation)
    opened = Reopening.objects.create(invitation=invitation, owner=owner, opened_at=now, due_at=due)
    text = TEXT(date=day_of_call(invitation).isoformat())
    # Asked from the public listener too, which has no address of the house.
    way = reverse("reopened", args=[opened.pk], urlconf=_PAGES)
    notify(REOPENED, text, to=[owner], href=way, key=str(opened.pk))
    return opened


def owner_of(invitation: Invitation) -> User:
    """The lead of the agent's team as of the call, else whom the wave names."""
    leads = User.objects.filter(is_active=True, role=Role.TEAM_LEAD, teams__name=invitation.team)
    lead = leads.order_by("pk").first() if invitation.team else None
    return lead or invitation.wave.owner


def seen_by(reader: User) -> QuerySet[Reopening]:
    """All of them for whoever asks customers, one's own for anybody else."""
    every = Reopening.objects.select_related("invitation", "owner")
    return every if reader.has_perm(EDIT_SURVEYS) else every.filter(owner=reader)


def close_open(
    invitation: Invitation, how: Reopening.How, *, now: datetime, contact: str = ""
) -> bool:
    """Close what is open of it; whether anything was."""
    known = invitation.reopenings.filter(closed_at=None).first()
    if known is not None:
        close(known, how, now=now, contact=contact)
    return known is not None


@transaction.atomic
def close(
    reopening: Reopening, how: Reopening.How, *, now: datetime, note: str = "", contact: str = ""
) -> None:
    """Close it. What is closed already stays as it ended."""
    held = Reopening.objects.select_for_update().get(pk=reopening.pk)
    if held.closed_at is not None:
        return
    held.closed_at, held.closed_how, held.later_contact = now, how.value, contact
    held.note = note or held.note
    held.save()


def close_by_later_contacts(*, now: datetime) -> int:
    """Close those whose customer was in touch again since the answer; how many that were."""
    still = list(Reopening.objects.filter(closed_at=None).select_related("invitation"))
    reading = read_lake(OPEN) if still else None
    if reading is None:
        return 0
    named = {one.pk: contact_of(reading, one.invitation) for one in still}
    later = _later_contacts(reading, sorted({*named.values()} - {""}))
    closed = 0
    for reopening in still:
        contacts = later.get(named[reopening.pk], ())
        after = [contact for contact, at in contacts if at > reopening.opened_at]
        if after:
            close(reopening, Reopening.How.CONTACT, now=now, contact=after[0])
            closed += 1
    return closed


def _later_contacts(reading: Reading, contacts: Sequence[str]) -> Later:
    """Of each contact the later ones of its case as it is linked now, or of its customer, where both were reached."""
    if not contacts:
        return {}
    reached = f"{flag_sql('handled')}"
    sql = f"""
        WITH asked AS (
            SELECT c.contact_id, c.arrived_at, l.customer_key, l.case_id
            FROM contacts c LEFT JOIN links l USING (contact_id) WHERE list_contains($contacts, c.contact_id)
        )
        SELECT a.contact_id, c.contact_id, c.arrived_at
        FROM (SELECT * FROM contacts WHERE {reached}) c LEFT JOIN links l USING (contact_id) JOIN asked a
          ON c.arrived_at > a.arrived_at AND (l.customer_key = a.customer_key OR l.case_id = a.case_id)
        ORDER BY c.arrived_at, c.contact_id
    """
    rows = reading.whole.rows(sql, {"contacts": list(contacts)})
    return dict(_grouped(rows))


def _grouped(
    rows: list[tuple[str, str, datetime]],
) -> Iterator[tuple[str, tuple[tuple[str, datetime], ...]]]:
    for contact in {row[0] for row in rows}:
        yield contact, tuple((c, at.replace(tzinfo=UTC)) for a, c, at in rows if a == contact)
