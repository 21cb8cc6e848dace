"""What happened: contacts, queue visits, states of agents, evidence, ids of calls, survey answers."""

from willet.core.records.tables.table import PLACE, TIMES, LakeTable, columns

CONTACTS = LakeTable(
    "contacts",
    "one attempt of one customer to reach the centre, all transfers included",
    ("contact_id",),
    columns(
        PLACE
        + """
arrived_at TIMESTAMP UTC, microseconds
ivr_s DOUBLE seconds in the voice menu before any queue
wait_s DOUBLE seconds waited over all queues until answered or gone
"""
        + TIMES
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

VISITS = LakeTable(
    "visits",
    "one stay in one queue, from entering to leaving it",
    ("contact_id", "visit_no"),
    columns(
        PLACE
        + """
visit_no USMALLINT 1 for the contact's first queue
entered_at TIMESTAMP UTC, microseconds
wait_s DOUBLE seconds from entering the queue to being answered or leaving it
"""
        + TIMES
        + """
offers USMALLINT times an agent's phone was rung; NULL if the source does not see offers
unanswered_offers USMALLINT offers that no agent took up while the caller was still there
"""
    ),
)

AGENT_STATES = LakeTable(
    "agent_states",
    "an agent in one state in one queue",
    ("agent", "queue", "from_at"),
    columns(
        """
source VARCHAR name of the source that told of it
agent VARCHAR the agent
queue VARCHAR the queue; NULL when the state holds in every queue the agent serves
team VARCHAR the agent's team, where known
local_date DATE day in the centre's zone on which the state began
state VARCHAR available, paused, acw, talking, offline
reason VARCHAR the pause reason as written
from_at TIMESTAMP UTC, when it began
until_at TIMESTAMP UTC; NULL while open
"""
    ),
)

OUTCOMES = LakeTable(
    "outcomes",
    "one piece of evidence on whether a case was solved",
    ("source", "statement_id", "contact_id", "kind", "stated_at", "stated_by"),
    columns(
        """
source VARCHAR name of the source that told of it
statement_id VARCHAR the source's own id of the statement, source-qualified; NULL if it has none
revision UINTEGER which wording of the statement this is, from 1; the last counts; NULL if it is never reworded
contact_id VARCHAR the contact it speaks of; NULL when it speaks of a case
case_ref VARCHAR the case it speaks of; NULL when it speaks of a contact
leg VARCHAR the leg of the contact it speaks of, where it speaks of one alone
local_date DATE day of the contact in the centre's zone
kind VARCHAR a word of records.EvidenceKind
resolved BOOLEAN the judgement
cause VARCHAR why not, where it was said
stated_at TIMESTAMP UTC, when the judgement was given
stated_by VARCHAR who gave it: an agent, auditor, or NULL for the customer
"""
    ),
)

CALL_IDS = LakeTable(
    "call_ids",
    "one id under which a phone system knows a contact",
    ("source", "pbx", "call_id", "leg"),
    columns(
        """
source VARCHAR name of the source that told of it
pbx VARCHAR name of the phone system, where the source reads several
call_id VARCHAR the id as the phone system writes it
leg VARCHAR which leg of the call it names; NULL when it names the whole call
contact_id VARCHAR the contact it became part of
visit_no USMALLINT the queue visit it belongs to; NULL when it belongs to none
arrived_at TIMESTAMP UTC, arrival of the contact
local_date DATE day of the contact in the centre's zone
"""
    ),
)

ANSWERS = LakeTable(
    "answers",
    "one survey question put to one customer, with the answer if there was one",
    ("contact_id", "instrument"),
    columns(
        PLACE
        + """
instrument VARCHAR resolved, csat, ces, nps or the centre's own
invitation VARCHAR id of the invitation that put the question, source-qualified; NULL if it has none
wave VARCHAR the round of asking it belongs to, where there are rounds
scale VARCHAR lowest-highest and direction, e.g. 1-5 or 1-7 high_is_easy
score DOUBLE the answer; NULL when the question was delivered and not answered
asked_by VARCHAR mail, sms, ivr, agent, file; NULL if the source does not say
inclusion_p DOUBLE chance with which this contact was chosen to be asked, 0-1; NULL if unknown
revision UINTEGER which version of the answer this is, from 1; the last counts; NULL if it is never revised
delivered_at TIMESTAMP UTC, when the question reached the customer
answered_at TIMESTAMP UTC, when the answer came
"""
    ),
)
