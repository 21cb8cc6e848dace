"""What this room remembers: kinds of grants, limits with their history, deputies, and the ledger."""

from willet.levers.authority.models.deputies import Deputy
from willet.levers.authority.models.handing import Payout, Receiver
from willet.levers.authority.models.kinds import GrantKind, Measure
from willet.levers.authority.models.ledger import LONE, CouldNot, Grant, GrantRequest, LedgerRow
from willet.levers.authority.models.limits import GrantLimit, TwoPeopleRule

__all__ = [
    "LONE",
    "CouldNot",
    "Deputy",
    "Grant",
    "GrantKind",
    "GrantLimit",
    "GrantRequest",
    "LedgerRow",
    "Measure",
    "Payout",
    "Receiver",
    "TwoPeopleRule",
]
