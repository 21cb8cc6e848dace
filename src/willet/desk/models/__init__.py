"""What this room remembers: links to phone systems, calls and their legs, drafts, dispositions, promises."""

from willet.desk.models.calls import Leg, PhoneCall, PhoneLink
from willet.desk.models.handing import Handover, Webhook
from willet.desk.models.words import Callback, Disposition, Draft, Solved

__all__ = [
    "Callback",
    "Disposition",
    "Draft",
    "Handover",
    "Leg",
    "PhoneCall",
    "PhoneLink",
    "Solved",
    "Webhook",
]
