"""The messages an answer may carry: why there is no figure, and what must be known beside one."""

from willet.core.metrics.metric import Level
from willet.core.records import Saying, saying

_NO_CONTACTS = saying("nothing_there.contact", "no contacts in this selection")
NOTHING_THERE: dict[Level, Saying] = {
    "leg": saying("nothing_there.leg", "no offers to agents in this selection"),
    "visit": _NO_CONTACTS,
    "contact": _NO_CONTACTS,
    "case": saying("nothing_there.case", "no cases in this selection"),
    "answer": saying("nothing_there.answer", "no survey questions in this selection"),
}
NOTHING_IN: dict[str, Saying] = {
    "grants": saying("nothing_in.grants", "nothing was granted in cases of this selection")
}
"""Of tables that say more than their level does."""
MIXED: dict[str, Saying] = {
    "currency": saying(
        "mixed.currency",
        "amounts of several currencies are not added: split by currency, or choose one in the filter",
    )
}
NONE_COUNTED = saying(
    "none_resolved", "no case of this selection in which something was granted is resolved"
)
NO_EVIDENCE = saying(
    "no_evidence", "no case in this selection has evidence of whether it was solved"
)
NOT_SETTLED = saying(
    "not_settled",
    "the cases of this selection are still pending, and the records are too short to estimate them",
)
NOT_CONFIRMED = saying(
    "not_confirmed", "no known customer in this selection said whether it was solved"
)
NOT_ANSWERED = saying("not_answered", "nobody answered the survey in this selection")
_NO_CUSTOMERS = saying(
    "not_recorded.customer_key", "this source does not tell who the customers are"
)

NOT_RECORDED: dict[str, Saying] = {
    "wait_s": saying("not_recorded.wait_s", "this source does not record waiting time"),
    "ring_s": saying("not_recorded.ring_s", "this source does not record ringing time"),
    "talk_s": saying("not_recorded.talk_s", "this source does not record talk time"),
    "hold_s": saying("not_recorded.hold_s", "this source does not record hold time"),
    "acw_s": saying("not_recorded.acw_s", "this source does not record after-call work"),
    "transfers": saying("not_recorded.transfers", "this source does not record transfers"),
    "sale_amount": saying("not_recorded.sale_amount", "this source does not record sales"),
    "offers": saying("not_recorded.offers", "this source does not record offers to agents"),
    "unanswered_offers": saying(
        "not_recorded.unanswered_offers", "this source does not record unanswered offers"
    ),
    "customer_key": _NO_CUSTOMERS,
    "identified": _NO_CUSTOMERS,
    "confirmed": NOT_CONFIRMED,
    "resolved": NO_EVIDENCE,
    "solved_at_once": NO_EVIDENCE,
    "settled": NOT_SETTLED,
    "score": NOT_ANSWERED,
    "scale": saying(
        "not_recorded.scale", "no answer in this selection is on the scale this metric needs"
    ),
}
TOO_SHORT = saying(
    "too_short",
    "a window of %(window)s days needs a record of more than %(needed)s days, and this one has %(seen)s; "
    "the first figure comes with the records of %(date)s",
)
NOT_KNOWN = saying("not_known", "what this metric needs is not known in this selection")

PARTLY_RECORDED: dict[str, Saying] = {
    "ring_s": saying(
        "partly_recorded.ring_s",
        "%(metric)s: ringing time is known for %(share)s of the contacts and counts as 0 s for the rest",
    ),
    "hold_s": saying(
        "partly_recorded.hold_s",
        "%(metric)s: hold time is known for %(share)s of the contacts and counts as 0 s for the rest",
    ),
    "acw_s": saying(
        "partly_recorded.acw_s",
        "%(metric)s: after-call work is known for %(share)s of the contacts and counts as 0 s for the rest",
    ),
}
LEFT_OUT: dict[str, Saying] = {
    "ring_s": saying(
        "left_out.ring_s", "%(metric)s is without ringing time here: this source does not record it"
    ),
    "hold_s": saying(
        "left_out.hold_s", "%(metric)s is without hold time here: this source does not record it"
    ),
    "acw_s": saying(
        "left_out.acw_s",
        "%(metric)s is without after-call work here: this source does not record it",
    ),
}
ONE_BY_ONE = saying(
    "one_by_one", "no contact is linked to another yet: each one counts as a case of its own"
)
PART_UNKNOWN = saying(
    "part_unknown",
    "%(metric)s rests on %(share)s of what it should count; "
    "bound_low and bound_high enclose what the rest could do",
)
ONE_CUSTOMER = saying("one_customer", "no interval: one single customer says nothing of others")
TOO_FEW_FOR_MEAN = saying(
    "too_few_for_mean",
    "no interval from fewer than 30: a few long or large ones would decide the mean",
)
TOO_FEW_FOR_QUANTILE = saying(
    "too_few_for_quantile", "no interval: from so few this quantile has none"
)
LOWER_END_ALONE = saying(
    "lower_end_alone", "lower end alone: from so few the interval has no upper one"
)
TOO_FEW_ROWS = saying("too_few_rows", "no interval from a single one")
FEWER_CUSTOMERS = saying(
    "fewer_customers",
    "no interval: most of this is of three customers or fewer, too few to tell how customers differ",
)
FEWER_AGENTS = saying(
    "fewer_agents",
    "no interval: most of this is the work of three agents or fewer, too few to tell how agents differ",
)
FEWER_CASES = saying(
    "fewer_cases",
    "no interval: most of this is of three cases or fewer, too few to tell how cases differ",
)
FEWER_DAYS = saying(
    "fewer_days",
    "no interval: most of this came on three days or fewer, too few to tell how days differ",
)
ONE_DAY = saying(
    "one_day", "the interval is of chance within one day: it says nothing of how days differ"
)
ONE_AGENT = saying(
    "one_agent", "the interval is of one agent’s own contacts: it says nothing of other agents"
)
FEW_DAYS = saying("few_days", "the interval rests on fewer than 8 days and is rough")
FEW_AGENTS = saying("few_agents", "the interval rests on fewer than 8 agents and is rough")
ONE_HOLDS_MUCH = saying(
    "one_holds_much",
    "one customer has more than a twentieth of what this rests on: the interval is rough",
)
ONE_HOLDS_MUCH_OF = saying(
    "one_holds_much_of",
    "%(metric)s: one customer has more than a twentieth of what this rests on: the interval is rough",
)
ESTIMATED = saying(
    "estimated",
    "%(metric)s is estimated in part: %(pending)s of %(cases)s cases are pending, "
    "and count as older ones turned out",
)
CHANGED_ENDING = saying(
    "changed_ending",
    "about %(date)s it changed suddenly how cases of all calls end: what is estimated rests on the few days since, "
    "and its interval is wider",
)
LEFT_OUT_PENDING = saying(
    "left_out_pending",
    "%(metric)s leaves out %(pending)s of %(cases)s cases that are pending: "
    "the records are too short to estimate them",
)
NAMELESS = saying(
    "nameless",
    "%(metric)s rests on what the record says of each contact: its source does not tell who the customers are, "
    "so nobody can be seen coming back",
)
CORRECTED = saying(
    "corrected",
    "%(metric)s: audits judged %(audits)s cases whole; the corrected figure allows for the errors they found "
    "in the evidence, the interval and the bounds do not",
)
UNCHECKED = saying(
    "unchecked",
    "%(metric)s rests on what customers, agents and silence say; how often these err is not known: "
    "audits judged %(audits)s cases whole, and a correction needs %(fewest)s",
)
SOURCE_SILENT = saying("source_silent", "%(metric)s leaves out source %(source)s: %(why)s")
HOUR_TWICE = saying(
    "hour_twice",
    "the clock was put back on %(dates)s: the hour from %(hour)s:00 came twice, "
    "and the calls of both are in one row",
)
SEVERAL_TAGS = saying(
    "several_tags",
    "a contact with several tags counts under each of them, so the rows add up to more than the whole",
)
NOT_USED = saying("not_used", "parameter %(name)s is not used by what was asked")
WITHHELD: dict[str, Saying] = {
    "few": saying(
        "withheld.few",
        "fewer than %(smallest)s people: it would show a single person’s figures",
    ),
    "follows": saying(
        "withheld.follows",
        "closed beside figures of fewer than %(smallest)s people, which would follow from these",
    ),
}
"""Why a cell's figures are kept from a reader; what is withheld from whom, who asks decides."""
