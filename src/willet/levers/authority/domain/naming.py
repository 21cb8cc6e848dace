"""What was wanted in a call that somebody wrote down by hand, once the records tell which contact it was."""

from django.db import transaction
from django.utils import timezone

from willet.levers.authority.models import CouldNot, Grant, GrantRequest


@transaction.atomic
def name_contact(source: str, call_id: str, contact_id: str) -> int:
    """Write the contact beside the call on each row of the ledger in it; how many those were.

    The rows join that contact in the data store from then on, and what was granted is spent from the budget of its
    customer.
    """
    named = {"contact_id": contact_id, "written_at": timezone.now()}
    lone = {"source": source, "call_id": call_id, "contact_id": ""}
    return sum(
        model._default_manager.filter(**lone).update(**named)
        for model in (Grant, GrantRequest, CouldNot)
    )
