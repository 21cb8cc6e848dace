"""What a field is called in a history where its model gives it no name in the reader's language."""

from typing import Any, Final

from django.db.models import Field
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: Final[dict[str, Promise]] = {
    "above_minor": _("Amount"),
    "agent": _("Agent"),
    "amount_minor": _("Amount"),
    "approved_by": _("Approved by"),
    "article": _("Article"),
    "at": _("When"),
    "author": _("Author"),
    "by": _("By"),
    "closed_at": _("Closed"),
    "closed_by": _("Closed by"),
    "closed_how": _("How it ended"),
    "contact_id": _("Contact"),
    "currency": _("Currency"),
    "decided_by": _("Decided by"),
    "decision": _("Decision"),
    "design": _("Design"),
    "due_at": _("Due"),
    "ended_at": _("Ended"),
    "entry": _("Entry"),
    "expires_at": _("Valid until"),
    "filters": _("Filters"),
    "intervention": _("Intervention"),
    "invitation": _("Invitation"),
    "invited_at": _("Invited"),
    "kind": _("Kind"),
    "leg": _("Call"),
    "limit": _("Limit"),
    "meaning": _("Meaning"),
    "merged_into": _("Merged into"),
    "metric": _("Metric"),
    "noted_by": _("Noted by"),
    "number": _("Number"),
    "owner": _("Owner"),
    "per_agent_minor": _("Per agent and month"),
    "per_customer_minor": _("Per customer and month"),
    "per_event_minor": _("Per event"),
    "person": _("Person"),
    "plan": _("Plan"),
    "power": _("Power"),
    "promised_at": _("Promised for"),
    "proposed_by": _("Proposed by"),
    "publish_at": _("Publish at"),
    "reader": _("Reader"),
    "reason": _("Reason"),
    "report": _("Report"),
    "revision": _("Revision"),
    "revoked_at": _("Revoked"),
    "role": _("Role"),
    "saved_by": _("Saved by"),
    "started_at": _("Started"),
    "starts": _("Starts"),
    "state": _("State"),
    "taken_back_at": _("Taken back"),
    "topic": _("Topic"),
    "unit": _("Unit"),
    "verdict": _("Verdict"),
    "verdict_on": _("Date of the verdict"),
    "version": _("Version"),
    "worth": _("Smallest effect worth having"),
    "written_by": _("Written by"),
}
"""Field -> its name; one word for a name, whatever its room. What stands nowhere is of the machine, and not shown."""


def label_of(field: "Field[Any, Any]") -> str | None:
    """The name of a field for people; None for one that only programs know."""
    name = field.verbose_name if isinstance(field.verbose_name, Promise) else LABELS.get(field.name)
    return None if name is None else str(name)
