"""What is refused within authority, and the sentences that say why and what to do next.

RequestError
└── AuthorityError           what somebody wanted breaks a rule of authority
    ├── OverLimitError       it is more than their limit lets through: they may ask for it
    └── DecidedError         somebody was faster, or the time is over
"""

from willet.core.records import RequestError, saying
from willet.core.text import seen_line

NOTHING = saying(
    "authority_nothing", "An amount is more than nothing. Write how much, or leave it."
)
TOO_MUCH = saying(
    "authority_too_much", "%(amount)s is more than anybody can grant. Check the amount."
)
NO_CURRENCY = saying(
    "authority_no_currency",
    "“%(currency)s” is no currency that can be chosen here. Write the three letters of ISO 4217, e.g. EUR.",
)
OTHER_CURRENCY = saying(
    "authority_other_currency",
    "The limit for “%(grant)s” is in %(known)s, not in %(currency)s. Write the amount in that currency, or ask for it.",
)
NO_LIMIT = saying(
    "authority_no_limit",
    "There is no limit for “%(grant)s” that is yours, so nothing of it can be granted. Ask for it.",
)
SHARE_RANGE = saying(
    "authority_share_range",
    "A percentage is more than 0 and at most 100. %(share)s %% cannot be granted.",
)
NEEDS_BASE = saying(
    "authority_needs_base",
    "“%(grant)s” is granted as a percentage: write the percentage and the amount it is taken of.",
)
NEEDS_AMOUNT = saying(
    "authority_needs_amount", "“%(grant)s” is granted as an amount, not as a percentage."
)
NO_SUBJECT = saying(
    "authority_no_subject", "A grant is for a call, a contact or a case. Name one of them."
)
NOT_GRANTED_ANY_MORE = saying(
    "authority_kind_closed", "“%(grant)s” is not granted any more. Choose another kind."
)
OVER_EVENT = saying(
    "authority_over_event",
    "%(amount)s is more than the %(most)s you may grant at once. Ask for it.",
)
OVER_SHARE = saying(
    "authority_over_share", "%(share)s %% is more than the %(most)s %% you may grant. Ask for it."
)
OVER_CUSTOMER = saying(
    "authority_over_customer",
    "%(left)s is left for this customer this month, and %(amount)s is wanted. Ask for it.",
)
OVER_AGENT = saying(
    "authority_over_agent",
    "%(left)s is left of your limit for this month, and %(amount)s is wanted. Ask for it.",
)
SENT_ALREADY = saying(
    "authority_sent_already",
    "This was sent already, and is kept once. If you mean another one of the same, send it again.",
)
NEEDS_REASON = saying(
    "authority_needs_reason", "Write why in a few words: whoever reads it later needs it."
)
NOBODY_DECIDES = saying(
    "authority_nobody_decides",
    "Nobody who may decide this can sign in now. Write down that it was not allowed; a manager sees it in the ledger.",
)
NO_NEED = saying(
    "authority_no_need", "%(amount)s is within your limit. Grant it; there is nobody to ask."
)
OWN_REQUEST = saying(
    "authority_own_request", "Nobody decides their own request. Somebody else has to look at it."
)
NOT_YOURS = saying(
    "authority_not_yours",
    "This request is for somebody else to decide: the leads of the agent’s teams, their deputies, and managers.",
)
ALREADY = saying("authority_already", "This request is over: it was %(verdict)s.")
TOO_LATE = saying(
    "authority_too_late", "The time to decide this request is over; the agent was told so."
)
OVER_DECIDER = saying(
    "authority_over_decider",
    "Your own limit does not let this through. A manager, or somebody with a higher limit, can decide it. %(why)s",
)
TAKEN_BACK = saying("authority_taken_back", "This grant was taken back already.")
PAID_ALREADY = saying(
    "authority_paid_already",
    "This grant was paid already, so it is no slip to be taken back here. Have the money back first.",
)
NOT_OPEN = saying(
    "authority_not_open", "This grant is %(state)s already; what became of it is said once."
)
CIRCLE = saying(
    "authority_circle",
    "%(deputy)s is away in these days and %(person)s stands in for them, in one step or several: nobody would be left "
    "to decide. Choose somebody else, or other days.",
)
DEPUTY_CANNOT = saying(
    "authority_deputy_cannot",
    "%(deputy)s may not decide requests. Choose an active team lead or manager.",
)
SAME_LIMIT = saying("authority_same_limit", "This limit holds already; nothing would change.")
ONE_WAITS = saying(
    "authority_one_waits",
    "A change of this limit waits for a second person already. Have it settled first.",
)
NOT_SECOND = saying(
    "authority_not_second",
    "A change needs two people: somebody else than %(person)s has to agree to it.",
)
SETTLED = saying("authority_settled", "This change was settled already.")
BAD_RANGE = saying(
    "authority_bad_range",
    "The limit for a month (%(month)s) is below that of one grant (%(event)s). Raise it, or lower the other.",
)


class AuthorityError(RequestError):
    """What somebody wanted breaks a rule of authority; nothing was written."""


class OverLimitError(AuthorityError):
    """It is more than their limit lets through; it can be asked for."""


class DecidedError(AuthorityError):
    """The request is over: somebody was faster, or its time has passed."""


def reason_in(text: str) -> str:
    """A reason as it is kept.

    Raises:
        AuthorityError: nothing of it is seen.
    """
    if not seen_line(text):
        raise AuthorityError(NEEDS_REASON())
    return text.strip()[:500]
