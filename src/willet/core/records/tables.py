"""The tables of the lake as types: each column with its DuckDB type, unit and meaning.

Every fact table carries the dimensions of its contact (queue, agent, team, topic ...) in its own
row. That costs disk and buys two things: a metric is one scan of one table, and no join can
multiply a row by accident.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its DuckDB type and what it says, in words."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the lake: what a row is, its key, and its columns in file order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in file order."""
        return tuple(c.name for c in self.columns)

    def ddl(self, name: str | None = None) -> str:
        """The `CREATE TABLE` statement of this table for DuckDB."""
        columns = ", ".join(f'"{c.name}" {c.type}' for c in self.columns)
        return f'CREATE OR REPLACE TEMP TABLE "{name or self.name}" ({columns})'


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split(None, 2) for line in text.splitlines() if line.strip())
    return tuple(Column(name, type_, meaning) for name, type_, meaning in rows)


_PLACE = """
contact_id VARCHAR source-qualified id: `source:id`
source VARCHAR name of the source that told of it
customer_key UBIGINT first 64 bits of the keyed hash of the normalised number or id; NULL if withheld or unknown
local_date DATE day in the centre's zone
local_interval UTINYINT quarters of an hour elapsed since local midnight, 0-95 (0-99 on the long day)
direction VARCHAR inbound, outbound, internal
channel VARCHAR voice, chat, email ...
language VARCHAR language of the contact, where known
queue VARCHAR the queue
agent VARCHAR the agent
team VARCHAR the agent's team, where known
topic VARCHAR what it was about
outcome VARCHAR a word of records.Outcome
"""

_TIMES = """
ring_s DOUBLE seconds the answering agent's phone rang
talk_s DOUBLE seconds connected, without hold
hold_s DOUBLE seconds on hold after being connected
acw_s DOUBLE seconds of work after the conversation
"""

CONTACTS = Table(
    "contacts",
    "one attempt of one customer to reach the centre, all transfers included",
    ("contact_id",),
    _columns(
        _PLACE
        + """
arrived_at TIMESTAMP UTC, microseconds
ivr_s DOUBLE seconds in the voice menu before any queue
wait_s DOUBLE seconds waited over all queues until answered or gone
"""
        + _TIMES
        + """
transfers USMALLINT how often it was handed on after an agent took it
ended_by VARCHAR customer, agent, system
tags VARCHAR[] free labels
disposition VARCHAR the agent's own code for how it ended
case_ref VARCHAR the source's own case or ticket id, source-qualified
identity VARCHAR what customer_key is: customer_id, number, extension (internal), email; withheld; NULL if none was told
number_key UBIGINT keyed hash of the normalised number, where there was one
id_key UBIGINT keyed hash of the customer id, where there was one
email_key UBIGINT keyed hash of the folded e-mail address, where there was one
sale_amount DECIMAL(18,2) money sold in the contact, in the centre's currency; NULL if sales are not recorded
agent_tenure_days INTEGER days the agent had worked here at the contact
resolved BOOLEAN the agent's (or source's) own word on whether it was solved
cause VARCHAR why not, a word of records.Cause or the centre's own
clock_note VARCHAR repeated_hour when the local time came twice and the first was taken
revised_at TIMESTAMP when the source last changed the record, UTC; NULL if it does not say
"""
    ),
)

VISITS = Table(
    "visits",
    "one stay in one queue, from entering to leaving it",
    ("contact_id", "visit_no"),
    _columns(
        _PLACE
        + """
visit_no USMALLINT 1 for the contact's first queue
entered_at TIMESTAMP UTC, microseconds
wait_s DOUBLE seconds from entering the queue to being answered or leaving it
"""
        + _TIMES
        + """
offers USMALLINT times an agent's phone was rung; NULL if the source does not see offers
unanswered_offers USMALLINT offers that no agent took up while the caller was still there
"""
    ),
)

AGENT_STATES = Table(
    "agent_states",
    "an agent in one state",
    ("agent", "from_at"),
    _columns(
        """
source VARCHAR name of the source that told of it
agent VARCHAR the agent
team VARCHAR the agent's team, where known
local_date DATE day in the centre's zone on which the state began
state VARCHAR available, paused, acw, talking, offline
reason VARCHAR the pause reason as written
from_at TIMESTAMP UTC, when it began
until_at TIMESTAMP UTC; NULL while open
"""
    ),
)

OUTCOMES = Table(
    "outcomes",
    "one piece of evidence on whether a case was solved",
    ("source", "contact_id", "kind", "stated_at", "stated_by"),
    _columns(
        """
source VARCHAR name of the source that told of it
contact_id VARCHAR the contact it speaks of; NULL when it speaks of a case
case_ref VARCHAR the case it speaks of; NULL when it speaks of a contact
local_date DATE day of the contact in the centre's zone
kind VARCHAR a word of records.EvidenceKind
resolved BOOLEAN the judgement
cause VARCHAR why not, where it was said
stated_at TIMESTAMP UTC, when the judgement was given
stated_by VARCHAR who gave it: an agent, auditor, or NULL for the customer
"""
    ),
)

ANSWERS = Table(
    "answers",
    "one survey question put to one customer, with the answer if there was one",
    ("contact_id", "instrument"),
    _columns(
        _PLACE
        + """
instrument VARCHAR resolved, csat, ces, nps or the centre's own
scale VARCHAR lowest-highest and direction, e.g. 1-5 or 1-7 high_is_easy
score DOUBLE the answer; NULL when the question was delivered and not answered
delivered_at TIMESTAMP UTC, when the question reached the customer
answered_at TIMESTAMP UTC, when the answer came
"""
    ),
)

CASES = Table(
    "cases",
    "one problem of one customer, over all the contacts it took (derived)",
    ("case_id",),
    _columns(
        """
case_id VARCHAR smallest contact_id of its first contact, prefixed `case:`, or the source's own id
source VARCHAR source of the first contact
customer_key UBIGINT the customer, NULL if unknown
opened_at TIMESTAMP UTC, arrival of the first contact
local_date DATE day of the first contact in the centre's zone
local_interval UTINYINT quarter of the local day of the first contact
direction VARCHAR of the first contact
channel VARCHAR of the first contact
language VARCHAR of the first contact
queue VARCHAR first contact's queue
agent VARCHAR last agent who talked on the first contact
team VARCHAR the team of that agent
topic VARCHAR the case's topic
outcome VARCHAR outcome of the first contact
contacts UINTEGER how many contacts it took
first_contact VARCHAR contact_id
last_contact VARCHAR contact_id
last_at TIMESTAMP UTC, arrival of the last contact
linked_by VARCHAR why its contacts are one case: case_ref, customer, single, by_hand
by_customer BOOLEAN resolution by the customer's answer
by_no_repeat BOOLEAN resolution by no repeat inside the window after its last contact; NULL while that is open
by_audit BOOLEAN resolution by audit
by_disposition BOOLEAN resolution by the agent's disposition on the last contact that has one
resolved BOOLEAN the ladder's verdict: the strongest evidence there is; NULL without any
decided_by VARCHAR the kind of evidence that decided
cause VARCHAR why not, where it was said
matures_at TIMESTAMP UTC, when the window that begins with its opening closes: what stands then is counted
handled UINTEGER how many of its contacts an agent took
follow_ups UINTEGER outbound contacts made in it; they are not among `contacts`
transfers UINTEGER how often it was handed on, over all its contacts
customers UINTEGER how many known customers its contacts name; more than one is a case id that spans customers
lost BOOLEAN whether its last contact ended without an agent: never reached in the end; NULL while they may come back
next_gap_s DOUBLE seconds from its last contact to a repeat not in it; infinite: none within the horizon; NULL: unknown
cause_by VARCHAR who said the cause: customer, audit, disposition; suggested when it was worked out from signals
matured BOOLEAN whether its window has closed
identified BOOLEAN whether repeats of it could be seen: its customer is known, or its source gave it an id
first_level BOOLEAN false when its first contact is tagged second_level: not meant to be solved there
reopened BOOLEAN whether the customer came back within the window after it was called solved; NULL if unknown
opening_seen BOOLEAN whether the lake saw the whole window before its first contact; else it may have begun before
contacts_in_window UINTEGER how many contacts it took within the window of its opening
taken BOOLEAN whether an agent took one of those
solved_at_once BOOLEAN whether one answered contact solved it, as it stood a window after it; NULL if unknown
called_solved BOOLEAN whether an agent or an audit called it solved at a contact within the window of its opening
"""
    ),
)

LINKS = Table(
    "links",
    "one contact's place in its case and in the sequence of its customer (derived); "
    "a gap is infinite where no contact was seen within the horizon, NULL where none could be",
    ("contact_id",),
    _columns(
        _PLACE
        + """
arrived_at TIMESTAMP UTC, microseconds
identity VARCHAR what the customer is known by; shared when the number belongs to many customers; withheld
handled BOOLEAN whether an agent took it
transfers USMALLINT how often it was handed on after an agent took it
case_id VARCHAR the case it belongs to
contact_no UINTEGER its place among the inbound contacts of its case, from 1; NULL for a follow-up
case_contacts UINTEGER how many inbound contacts its case took
linked_by VARCHAR why it is in its case: case_ref, customer, by_hand; first when it opened the case
link_gap_s DOUBLE seconds since the contact it was linked to; NULL unless linked by customer
prev_gap_s DOUBLE seconds since the customer's previous contact, whatever its topic
next_gap_s DOUBLE seconds until the customer's next contact, whatever its topic
prev_gap_topic_s DOUBLE the same, to a contact on the same known topic
next_gap_topic_s DOUBLE the same, to a contact on the same known topic
prev_gap_if_known_s DOUBLE the same, to a contact whose topic is the same or unknown on either side
next_gap_if_known_s DOUBLE the same, to a contact whose topic is the same or unknown on either side
observed_s DOUBLE seconds from its arrival to the end of what the lake has seen, at most the horizon of 45 days
looked_back_s DOUBLE seconds from the beginning of what the lake has seen to its arrival, at most the horizon
identified BOOLEAN whether its customer or its case is known, so that a repeat could be seen
matured BOOLEAN whether the lake saw a whole window before it and after it
confirmed BOOLEAN what the customer said about its case, if asked and answered
resolved BOOLEAN the verdict on its case
followed_up BOOLEAN whether the centre had to contact the customer again in its case
alone BOOLEAN whether no other inbound contact of its case came within the window before it or after it
"""
    ),
)

EDITS = Table(
    "edits",
    "one correction by hand of which contacts are one case; a fact, kept through every import",
    ("kind", "contact_id", "other_id"),
    _columns(
        """
kind VARCHAR split: the contact opens a case of its own; join: the cases of both contacts are one
contact_id VARCHAR the contact it speaks of
other_id VARCHAR the other contact of a join; empty for a split
made_at TIMESTAMP UTC, when it was made
made_by VARCHAR who made it
note VARCHAR why, in their words
local_date DATE day of the correction, UTC
"""
    ),
)

TABLES = {
    t.name: t for t in (CONTACTS, VISITS, AGENT_STATES, OUTCOMES, ANSWERS, CASES, LINKS, EDITS)
}

DIMENSIONS = (
    "queue",
    "agent",
    "team",
    "topic",
    "channel",
    "direction",
    "language",
    "outcome",
    "source",
)
