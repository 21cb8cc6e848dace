"""What people do about it: levers used, reviews, promises, learning, teams, names, interventions."""

from willet.core.records.tables.table import PLACE, LakeTable, columns

USES = LakeTable(
    "uses",
    "one use of a lever in a contact",
    ("source", "kind", "ref", "contact_id", "agent", "used_at"),
    columns(
        PLACE
        + """
case_ref VARCHAR the case it speaks of, where it speaks of no contact
kind VARCHAR article, search, at_desk, grant, request, could_not, script
ref VARCHAR what was used: id of the article, right or script
revision UINTEGER the revision of it that was used
used_at TIMESTAMP UTC, when
how VARCHAR opened, sent, solved; found, nothing; article, none; within, decided ...
amount_minor BIGINT money granted or asked for, in the smallest unit of its currency
currency VARCHAR ISO 4217 code of the amount
"""
    ),
)

REVIEWS = LakeTable(
    "reviews",
    "one graded item of a quality review",
    ("source", "review_id", "item", "revision"),
    columns(
        PLACE
        + """
review_id VARCHAR the review, source-qualified
revision UINTEGER which version of the review, from 1; the last counts
form VARCHAR the form it was graded by, with its version
item VARCHAR the item of the form
score DOUBLE points given; NULL when not applicable
applicable BOOLEAN whether the item applied to the contact
weight DOUBLE its weight in the form
critical BOOLEAN whether failing it fails the review
reviewer VARCHAR who graded
inclusion_p DOUBLE chance with which this contact was chosen for review, 0-1; NULL if unknown
blind_no USMALLINT which of several independent reviews of one contact, from 1; NULL if there was one
dispute VARCHAR open, upheld, changed; NULL if nobody disputed
reviewed_at TIMESTAMP UTC, when it was graded
"""
    ),
)

PROMISES = LakeTable(
    "promises",
    "a callback promised",
    ("source", "contact_id", "due_at"),
    columns(
        PLACE
        + """
revision UINTEGER which version of the promise, from 1; the last counts
due_at TIMESTAMP UTC, until when it was promised
kept_at TIMESTAMP UTC, when the customer was called back; NULL while open or broken
is_over BOOLEAN whether it was kept or its time has passed; NULL if the source does not say
"""
    ),
)

CODES = LakeTable(
    "codes",
    "how an agent filed a contact at the desk; joined when a question is asked",
    ("source", "contact_id", "coded_at"),
    columns(
        PLACE
        + """
revision UINTEGER which wording this is, from 1; the last counts
code VARCHAR the disposition chosen; NULL where none was
tags VARCHAR[] the tags given; NULL where none were
coded_at TIMESTAMP UTC, when it was said
"""
    ),
)

LEARNED = LakeTable(
    "learned",
    "a course or session of an agent",
    ("source", "agent", "course", "version", "assigned_at"),
    columns(
        """
source VARCHAR name of the source that told of it
agent VARCHAR the agent
course VARCHAR the course or session
version VARCHAR its version
revision UINTEGER which version of this row, from 1; the last counts
local_date DATE day on which it was received, else assigned, in the centre's zone
assigned_at TIMESTAMP UTC, when the agent was sent there
received_at TIMESTAMP UTC, when it was taken; NULL until then
minutes DOUBLE minutes it took
passed BOOLEAN whether it was passed; NULL without a test
valid_until TIMESTAMP UTC, when it must be taken again; NULL if never
"""
    ),
)

ROSTER = LakeTable(
    "roster",
    "an agent in one team for one stretch; joined when a question is asked",
    ("source", "agent", "team", "from_date"),
    columns(
        """
source VARCHAR name of the source that told of it
agent VARCHAR the agent as the facts spell it
team VARCHAR the team
from_date DATE first day of the stretch in the centre's zone; NULL if it always was
until_date DATE last day of the stretch, inclusive; NULL while it lasts
hired_date DATE first day of work here
left_date DATE last day of work here; NULL while employed
"""
    ),
)

NAMES = LakeTable(
    "names",
    "a spelling and what it stands for; joined when a question is asked",
    ("kind", "source", "spelt"),
    columns(
        """
kind VARCHAR agent, queue, topic, disposition
source VARCHAR the source that spells it so; NULL if all do
spelt VARCHAR the spelling
name VARCHAR what it stands for
"""
    ),
)

INTERVENTIONS = LakeTable(
    "interventions",
    "what was changed, for whom, from when",
    ("intervention_id", "unit", "name"),
    columns(
        """
source VARCHAR name of the source that told of it
intervention_id VARCHAR id of the intervention, source-qualified
lever VARCHAR plan, knowledge, training, authority
ref VARCHAR what was changed: id of the article, course, right ...
unit VARCHAR for whom: agent, team, queue, topic, centre
name VARCHAR name of that agent, team, queue or topic; NULL for the centre
assigned_from TIMESTAMP UTC, from when it was meant to hold
received_from TIMESTAMP UTC, from when it held
until_at TIMESTAMP UTC, until when; NULL while it lasts
registered_at TIMESTAMP UTC, when it was written down
"""
    ),
)
