"""What this room keeps of persons: what they did, and what was done to what is theirs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.activity.domain.erasing import forget
from willet.activity.models import ActivityEntry
from willet.ui.personal import Holder, Sought


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    of_customer = Q(kind="contact", thing_id__in=sought.contacts)
    of_customer |= Q(kind="vault.vaultentry", thing_id__in=[str(key) for key in sought.keys])
    of_employee = Q(who_name__in=sought.names) | Q(thing_name__in=sought.names)
    entries = ActivityEntry.objects.filter(of_customer | of_employee).order_by("number")
    return [
        {
            "number": entry.number,
            "at": entry.at.isoformat(),
            "did": entry.act,
            "kind": entry.kind,
            "id": entry.thing_id,
            "fields": entry.fields,
        }
        for entry in entries
    ]


HOLDERS = (Holder("activity", _("Activity"), _held, forget),)
