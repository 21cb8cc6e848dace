"""Rows of rooms join the contacts they speak of, once every source is folded."""

from willet.core.cases.joining.fitting import contacts_fitting
from willet.core.cases.joining.join import HOME, days_joined, join_rooms
from willet.core.cases.joining.laying import lay_over
from willet.core.cases.joining.own_id import SAME_CALL, is_call_of, is_call_of_erased
from willet.core.cases.joining.unjoined import Unjoined, UnjoinedRow, unjoined

__all__ = [
    "HOME",
    "SAME_CALL",
    "Unjoined",
    "UnjoinedRow",
    "contacts_fitting",
    "days_joined",
    "is_call_of",
    "is_call_of_erased",
    "join_rooms",
    "lay_over",
    "unjoined",
]
