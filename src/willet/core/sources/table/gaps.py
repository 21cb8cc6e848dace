"""What a mapping leaves out, in the words of the tables."""

from collections.abc import Collection

from willet.core.records import EvidenceKind, Message, Outcome, Saying, saying
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.people import PEOPLE

LACKS: dict[str, Saying] = {
    "outcome": saying("why.outcome", "this mapping has no outcome (%(field)s)"),
    "wait_s": saying("why.wait_s", "this mapping has no waiting time (%(field)s)"),
    "ring_s": saying("why.ring_s", "this mapping has no ring time (%(field)s)"),
    "talk_s": saying("why.talk_s", "this mapping has no talk time (%(field)s)"),
    "hold_s": saying("why.hold_s", "this mapping has no hold time (%(field)s)"),
    "acw_s": saying("why.acw_s", "this mapping has no after-call work (%(field)s)"),
    "transfers": saying("why.transfers", "this mapping has no transfers (%(field)s)"),
    "sale_amount": saying("why.sale_amount", "this mapping has no sales (%(field)s)"),
    "agent": saying("why.agent", "this mapping has no agent (%(field)s)"),
    "offers": saying("why.offers", "this mapping has no offers to agents (%(field)s)"),
    "unanswered_offers": saying(
        "why.unanswered_offers", "this mapping has no unanswered offers (%(field)s)"
    ),
}
"""Field -> what a mapping without it lacks."""

NO_SURVEY = saying("why.survey", "this mapping has no %(survey)s answers")
NEVER = {
    Outcome.BLOCKED: saying("why.blocked", "this mapping never gives the outcome blocked"),
    Outcome.ABANDONED: saying("why.abandoned", "this mapping never gives the outcome abandoned"),
    Outcome.ANSWERED: saying("why.answered", "this mapping never gives the outcome answered"),
}
NO_CUSTOMERS = saying("why.customers", "this mapping does not say who the customers are")
NO_JUDGEMENT = saying(
    "why.judgement", "this mapping has no judgement of whether a contact was resolved"
)
NO_DISPOSITION = saying(
    "why.disposition", "this mapping has nothing that agents say of the end of a contact"
)
NO_WORD = saying("why.own_word", "this mapping does not say whether agents call a contact solved")

SURVEYS = ("csat", "nps", "ces")
NOT_ASKED = saying(
    "why.not_asked", "this mapping has no answers of customers to whether it was solved"
)
NOT_OF_FILES = saying("why.not_of_files", "no file tells it: it is written down in Willet itself")
OWN = ("how", "due_at", "invitation", "by_customer")
"""Columns that only Willet's own pages fill: what was granted, promised, asked by mail and answered to that."""


def lacking_in(
    mapping: TableMapping, *, called: bool = False, seen: Collection[str] = ()
) -> dict[str, Message]:
    """What contacts read through this mapping cannot tell, each with the reason.

    `called`: some rows were found to be legs of one call, and a call that went on to another was handed on.
    `seen`: the outcomes that came; the file's own word may be one though the mapping lists others only.
    """
    gathered: dict[str, Message] = {
        word: never()
        for word, never in NEVER.items()
        if word not in seen and not _can_say(mapping, word)
    }
    gathered |= {
        name: lack(field=name) for name, lack in LACKS.items() if name not in mapping.rules
    }
    if "outcome" in gathered:
        # said of the whole rather than of its words
        gathered |= dict.fromkeys((Outcome.ANSWERED, Outcome.ABANDONED), gathered["outcome"])
    gathered = _without_transfers(gathered, mapping, called=called)
    asked = {survey.instrument for survey in mapping.surveys}
    gathered |= {name: NO_SURVEY(survey=name) for name in SURVEYS if name not in asked}
    return {**gathered, **_people(mapping), **_dispositions(mapping)}


def _dispositions(mapping: TableMapping) -> dict[str, Message]:
    """What agents say: the contact's own verdict, a code or cause, or a disposition stated beside it."""
    words = any(evidence.kind == EvidenceKind.DISPOSITION for evidence in mapping.evidence)
    if words or "resolved" in mapping.rules:
        return {}
    coded = any(name in mapping.rules for name in ("disposition", "cause"))
    result = {"own_word": NO_WORD()}
    return result if coded else {"disposed": NO_DISPOSITION(), **result}


def lacking_in_file(mapping: TableMapping) -> dict[str, Message]:
    """What a file read through this mapping cannot tell by itself, whatever Willet's own pages add to it later."""
    asked = any(survey.instrument == "resolved" for survey in mapping.surveys)
    own = {name: NOT_OF_FILES() for name in OWN}
    return lacking_in(mapping) | own | ({} if asked else {"resolved": NOT_ASKED()})


def _without_transfers(
    by_name: dict[str, Message], mapping: TableMapping, *, called: bool
) -> dict[str, Message]:
    """That a call was not handed on is sure only where every row is said to be a leg."""
    if "transfers" not in by_name or not (called or mapping.row == "legs"):
        return by_name
    seen = {name: why for name, why in by_name.items() if name != "transfers"}
    return seen if mapping.row == "legs" else {**seen, "fcr_strict": by_name["transfers"]}


def _people(mapping: TableMapping) -> dict[str, Message]:
    if any(name in mapping.rules for name in PEOPLE):
        return {}
    # Whose cases they are is not known of any contact: what counts known customers only counts nobody.
    result = dict.fromkeys(("next_contact_avoidance", "repeat_rate", "identified"), NO_CUSTOMERS())
    asked = any(survey.instrument == "resolved" for survey in mapping.surveys)
    # Where customers are known, those who did not come back are evidence of their own.
    judged = "resolved" in mapping.rules or mapping.evidence or asked
    return result if judged else {**result, "call_resolution": NO_JUDGEMENT()}


def _can_say(mapping: TableMapping, word: str) -> bool:
    """Whether some rule for the outcome can give the word: told so, or passing the file's own words on."""
    for rule in mapping.rules.get("outcome", ()):
        words = {rule.constant, rule.other, rule.otherwise, *(value for _, value in rule.values)}
        if word in words or (rule.columns and not rule.values and rule.other is None):
            return True
    return False
