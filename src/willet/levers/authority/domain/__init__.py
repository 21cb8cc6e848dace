"""What can be done within authority: what the desk and other faces use of this room.

`mandates_of` says what somebody may grant now, `grant`, `ask` and `could_not` write down what they wanted of a
`Wish` about a `WishSubject`, `decide` and `withdraw` end a request.
"""

from willet.levers.authority.domain.asking import ask, time_out_overdue, withdraw
from willet.levers.authority.domain.deciding import decide
from willet.levers.authority.domain.granting import could_not, grant, take_back
from willet.levers.authority.domain.mandates import Mandate, mandates_of
from willet.levers.authority.domain.naming import name_contact
from willet.levers.authority.domain.wishes import Wish, WishSubject, wished

__all__ = [
    "Mandate",
    "Wish",
    "WishSubject",
    "ask",
    "could_not",
    "decide",
    "grant",
    "mandates_of",
    "name_contact",
    "take_back",
    "time_out_overdue",
    "wished",
    "withdraw",
]
