"""What a mapping leaves out, and which metrics cannot be computed without it."""

from willet.core.records import Outcome, Saying, Told, Unsupported, saying
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.people import PEOPLE

_WAITS = (
    "service_level service_level_answered service_level_late_abandons "
    "service_level_no_short_abandons service_level_abandons_in_target "
    "service_level_short_abandons_in_target average_speed_of_answer longest_wait wait_p50 wait_p90 "
    "average_abandon_time"
).split()

_COUNTS = "answered abandoned visits_answered visits_abandoned answer_rate abandonment_rate".split()

NEEDS: dict[str, tuple[Saying, tuple[str, ...]]] = {
    "outcome": (
        saying("why.outcome", "this mapping has no outcome (%(field)s)"),
        (*_COUNTS, *_WAITS),
    ),
    "wait_s": (saying("why.wait_s", "this mapping has no waiting time (%(field)s)"), tuple(_WAITS)),
    "ring_s": (
        saying("why.ring_s", "this mapping has no ring time (%(field)s)"),
        ("average_ring_time",),
    ),
    "talk_s": (
        saying("why.talk_s", "this mapping has no talk time (%(field)s)"),
        (
            "average_talk_time",
            "average_handle_time",
            "average_handle_time_no_hold",
            "average_call_length",
        ),
    ),
    "hold_s": (
        saying("why.hold_s", "this mapping has no hold time (%(field)s)"),
        ("average_hold_time",),
    ),
    "acw_s": (
        saying("why.acw_s", "this mapping has no after-call work (%(field)s)"),
        ("after_call_work",),
    ),
    "transfers": (
        saying("why.transfers", "this mapping has no transfers (%(field)s)"),
        ("transfer_rate", "fcr_strict"),
    ),
    "sale_amount": (
        saying("why.sale_amount", "this mapping has no sales (%(field)s)"),
        ("sales_per_agent", "conversion"),
    ),
    "agent": (saying("why.agent", "this mapping has no agent (%(field)s)"), ("sales_per_agent",)),
    "offers": (
        saying("why.offers", "this mapping has no offers to agents (%(field)s)"),
        ("unanswered_offer_rate",),
    ),
    "unanswered_offers": (
        saying("why.unanswered_offers", "this mapping has no unanswered offers (%(field)s)"),
        ("unanswered_offer_rate",),
    ),
}
"""Field -> what a mapping without it lacks, and the metrics that need it."""

NO_SURVEY = saying("why.survey", "this mapping has no %(survey)s answers")
NEVER_BLOCKED = saying("why.blocked", "this mapping never gives the outcome blocked")
NO_CUSTOMERS = saying("why.customers", "this mapping does not say who the customers are")
NO_JUDGEMENT = saying(
    "why.judgement", "this mapping has no judgement of whether a contact was resolved"
)

TRANSFERS = ("transfer_rate", "fcr_strict")
"""What the legs of calls tell; that a call was not handed on is sure only where every row is said to be a leg."""
SURVEYS = {"csat": ("csat_mean", "csat_top2"), "nps": ("nps",), "ces": ("ces",)}


def unsupported(mapping: TableMapping, *, called: bool = False) -> list[Unsupported]:
    """The metrics that contacts read through this mapping cannot give, each with the reason.

    `called`: some rows were found to be legs of one call, and a call that went on to another was handed on.
    """
    found: dict[str, Told] = {}
    for field, (lack, metrics) in NEEDS.items():
        if field not in mapping.rules:
            for metric in metrics:
                found.setdefault(metric, lack(field=field))
    told = TRANSFERS if mapping.row == "legs" else TRANSFERS[:1] if called else ()
    found = {metric: why for metric, why in found.items() if metric not in told}
    asked = {survey.instrument for survey in mapping.surveys}
    for instrument, metrics in SURVEYS.items():
        if instrument not in asked:
            found |= dict.fromkeys(metrics, NO_SURVEY(survey=instrument))
    found |= _words(mapping)
    return [Unsupported(metric, why) for metric, why in sorted(found.items())]


def _words(mapping: TableMapping) -> dict[str, Told]:
    found = {}
    if not _can_say(mapping, Outcome.BLOCKED):
        found["blocked_rate"] = NEVER_BLOCKED()
    asked = any(survey.instrument == "resolved" for survey in mapping.surveys)
    judged = "resolved" in mapping.rules or mapping.evidence or asked
    known = any(name in mapping.rules for name in PEOPLE)
    if not known:
        repeats = ("next_contact_avoidance", "repeat_rate")
        found |= dict.fromkeys(repeats, NO_CUSTOMERS())
    if not judged and not known:
        # Where customers are known, those who did not come back are evidence of their own.
        found["call_resolution"] = NO_JUDGEMENT()
    return found


def _can_say(mapping: TableMapping, word: str) -> bool:
    """Whether some rule for the outcome can give the word: told so, or passing the file's own words on."""
    for rule in mapping.rules.get("outcome", ()):
        told = {rule.constant, rule.other, rule.otherwise, *(value for _, value in rule.values)}
        if word in told or (rule.columns and not rule.values and rule.other is None):
            return True
    return False
