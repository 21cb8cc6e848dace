"""What linking makes of the facts: cases and links; and the corrections by hand that it obeys."""

from willet.core.records.tables.table import PLACE, LakeTable, columns

CASES = LakeTable(
    "cases",
    "one problem of one customer, over all the contacts it took (derived)",
    ("case_id",),
    columns(
        """
case_id VARCHAR smallest contact_id of its first contact, prefixed `case:`, or the source's own id
source VARCHAR source of the first contact
customer_key UBIGINT the customer, NULL if unknown
opened_at TIMESTAMP UTC, arrival of the first contact
local_date DATE day of the first contact in the centre's zone
local_interval UTINYINT quarters elapsed of the local day at the first contact
wall_interval UTINYINT quarter on the wall clock at the first contact
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
by_customer BOOLEAN resolution by the customer's own answer, given at the case's end or after it
by_no_repeat BOOLEAN resolution by no repeat inside the window after its last contact; NULL while that is open
by_audit BOOLEAN resolution by an audit of the case's end
by_disposition BOOLEAN resolution by the agent's word on the case's end; NULL too while a promised follow-up is open
resolved BOOLEAN the ladder's verdict: the strongest evidence there is; NULL without any
decided_by VARCHAR the kind of evidence that decided
cause VARCHAR why not, where it was said
matures_at TIMESTAMP UTC, when the window that begins with its opening closes: what stands then is counted
handled UINTEGER how many of its contacts an agent took
follow_ups UINTEGER outbound contacts made in it; they are not among `contacts`
transfers UINTEGER how often it was handed on, over all its contacts
customers UINTEGER how many known customers its contacts name; more than one is a case id that spans customers
lost BOOLEAN whether the last contact within the window of its opening ended without an agent; NULL while that is open
next_gap_s DOUBLE seconds from its last contact to a repeat not in it; infinite: none within the horizon; NULL: unknown
cause_by VARCHAR who said the cause: customer, audit, disposition; suggested when it was worked out from signals
matured BOOLEAN whether its window has closed
identified BOOLEAN whether repeats of it could be seen: its customer is known, or its source gave it an id
first_level BOOLEAN false when its first contact is tagged second_level: not meant to be solved there
reopened BOOLEAN whether the customer came back within the window after it was called solved; NULL if it was not
opening_seen BOOLEAN whether the lake saw the whole window before its first contact; else it may have begun before
contacts_in_window UINTEGER how many contacts it took within the window of its opening
taken BOOLEAN whether an agent took one of those
solved_at_once BOOLEAN whether one answered contact solved it, as it stood a window after it; NULL if unknown
called_solved BOOLEAN whether it was called solved within the window of its opening, a window from both ends of the lake
audited BOOLEAN whether an audit judged it whole: the last contact that an agent took, or the case itself
settled BOOLEAN whether its verdict stands: its customer answered, its window closed, or nobody is known
"""
    ),
)

LINKS = LakeTable(
    "links",
    "one contact's place in its case and in the sequence of its customer (derived); "
    "a gap is infinite where no contact was seen within the horizon, NULL where none could be",
    ("contact_id",),
    columns(
        PLACE
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
confirmed BOOLEAN what the customer last said of its case until a window after it, about no earlier than a window before
disposed BOOLEAN whether its agent said how it ended: yes, no, a callback, or by a code
own_word BOOLEAN what its agent last said of it: solved or not; NULL where nothing was said, or a callback promised
resolved BOOLEAN the verdict on its case
followed_up BOOLEAN whether the centre contacted the customer again in its case within the window before it or after it
alone BOOLEAN whether no other inbound contact of its case came within the window before it or after it
"""
    ),
    ("observed_s", "looked_back_s", "matured"),
)

EDITS = LakeTable(
    "edits",
    "one correction by hand of which contacts are one case; a fact, kept through every import",
    ("kind", "contact_id", "other_id"),
    columns(
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
