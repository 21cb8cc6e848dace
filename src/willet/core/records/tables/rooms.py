"""What rooms said: each thing in its newest wording, and which contact it turned out to speak of."""

from willet.core.records.tables.table import LakeTable, columns

ROOM_ROWS = LakeTable(
    "room_rows",
    "one thing that somebody did in a room, in its newest wording",
    ("room", "row_id"),
    columns(
        """
room VARCHAR the room that keeps it
row_id VARCHAR its id in that room
revision UINTEGER which wording of it this is, from 1
table_name VARCHAR the table of the lake that it is a row of
content VARCHAR its columns as a JSON object of texts
written_at TIMESTAMP UTC, when this wording was written down
source VARCHAR the source of the call it speaks of, as it was known when the call was connected
pbx VARCHAR the phone system of that call, where several are known
call_id VARCHAR the id of that call as the phone system writes it
leg VARCHAR the leg of that call, where one is meant
agent VARCHAR the agent who was connected
about_at TIMESTAMP UTC, when that call was connected
contact_id VARCHAR the contact it speaks of, where it names one
case_ref VARCHAR the case it speaks of, where it names one
spoken VARCHAR the id of a call in what it names, without the name of a source before it
"""
    ),
)

ROOM_JOINS = LakeTable(
    "room_joins",
    "which contact a thing done in a room turned out to speak of (derived)",
    ("room", "row_id"),
    columns(
        """
room VARCHAR the room that keeps it
row_id VARCHAR its id in that room
revision UINTEGER which wording of it this is, from 1
table_name VARCHAR the table of the lake that it is a row of
written_at TIMESTAMP UTC, when this wording was written down
state VARCHAR joined; waiting: no source told of such a call yet; ambiguous: two fit; free: it speaks of no call
spoken_of VARCHAR what it names: a contact, a call or a case, with the source before it
about_at TIMESTAMP UTC, when that call was connected
contact_id VARCHAR the contact it joined
source VARCHAR the source of the contact it joined
word VARCHAR the kind of evidence, or the question of the survey
fits VARCHAR[] the contacts that fit, where two or more do
"""
    ),
)
