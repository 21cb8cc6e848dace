"""Legs of calls as they end, drawn as a table; invented, and folded by hand in `test_calls.py`."""

import json

T = 1772442000
"""2026-03-02 10:00:00 in Amsterdam; the seconds of the table are counted from here."""

COLUMNS = {
    "side": "cc_side",
    "member": "cc_member_session_uuid",
    "of": "originating_leg_uuid",
    "user": "user_name",
    "rings": "dialed_user",
    "caller": "caller_id_number",
    "called": "destination_number",
    "queue": "cc_queue",
    "agent": "cc_agent",
    "why": "cc_cancel_reason",
    "cause": "hangup_cause",
    "hung": "sip_hangup_disposition",
    "app": "last_app",
    "hold": "hold_accum_usec",
}
MICROS = {"start": "start_uepoch", "ring": "progress_uepoch", "answer": "answer_uepoch",
          "bridge": "bridge_uepoch", "end": "end_uepoch"}  # fmt: skip
SECONDS = {"joined": "cc_queue_joined_epoch", "taken": "cc_queue_answered_epoch",
           "left": "cc_queue_terminated_epoch", "gone": "cc_queue_canceled_epoch"}  # fmt: skip

DRAWN = """
uuid side   member of user rings caller       called       queue         agent why              start  ring answer bridge end   joined taken left  gone hold     cause             hung      app
a0   agent  a      -  -    102   -            -            sales@default bob   -                12     13   -      -      20    -      -     -     -    0        NO_ANSWER         -         -
a1   agent  a      -  -    101   -            -            sales@default ann   -                20     22   30     30     100   -      -     -     -    12500000 NORMAL_CLEARING   -         -
a    member -      -  -    -     +31201230001 100          sales@default ann   -                0.25   -    2      30     100   10     30    100   -    0        NORMAL_CLEARING   recv_bye  callcenter
b1   agent  b      -  -    101   -            -            sales@default ann   -                240    241  -      -      245   -      -     -     -    0        ORIGINATOR_CANCEL -         -
b    member -      -  -    -     0201230002   100          sales@default -     BREAK_OUT        200    -    202    -      245   205    -     -     245  0        NORMAL_CLEARING   recv_bye  callcenter
c    member -      -  -    -     +31201230001 100          sales@default -     TIMEOUT          298    -    299    -      380   300    -     -     360  0        NORMAL_CLEARING   send_bye  playback
d    member -      -  -    -     anonymous    100          sales@default -     EXIT_WITH_KEY    399    -    399    -      450   400    -     -     415  0        NORMAL_CLEARING   send_bye  callcenter
e    member -      -  -    -     -            100          help@default  -     NO_AGENT_TIMEOUT 500    -    500    -      531   500    -     -     530  0        NORMAL_CLEARING   send_bye  callcenter
f    member -      -  -    -     -            100          help@default  -     NONE             600    -    600    -      640   600    -     -     640  0        NORMAL_CLEARING   send_bye  callcenter
g1   -      -      g  -    101   -            101          -             -     -                702    704  712    712    772   -      -     -     -    0        NORMAL_CLEARING   -         -
g    -      -      -  -    -     +31201230003 101          -             -     -                700    702  712    712    772   -      -     -     -    0        NORMAL_CLEARING   send_bye  bridge
h1   -      -      h  -    101   -            101          -             -     -                801    803  -      -      820   -      -     -     -    0        ORIGINATOR_CANCEL -         -
h    -      -      -  -    -     +31201230003 101          -             -     -                800    803  -      -      820   -      -     -     -    0        ORIGINATOR_CANCEL recv_cancel bridge
i    -      -      -  -    -     -            101          -             -     -                900    -    -      -      901   -      -     -     -    0        USER_BUSY         send_refuse bridge
j    -      -      -  -    -     -            101          -             -     -                1000   -    1020   -      1040  -      -     -     -    0        NORMAL_CLEARING   recv_bye  voicemail
k1   -      -      k  -    -     -            +31201230004 -             -     -                1101   1103 1110   1110   1170  -      -     -     -    0        NORMAL_CLEARING   -         -
k    -      -      -  101  -     101          +31201230004 -             -     -                1100   1103 1110   1110   1170  -      -     -     -    5000000  NORMAL_CLEARING   recv_bye  bridge
l    -      -      -  101  -     101          +31201230004 -             -     -                1200   1203 -      -      1230  -      -     -     -    0        NO_ANSWER         send_refuse bridge
m1   -      -      m  -    102   -            102          -             -     -                1301   1302 1305   1305   1365  -      -     -     -    0        NORMAL_CLEARING   -         -
m    -      -      -  101  -     101          102          -             -     -                1300   1302 1305   1305   1365  -      -     -     -    0        NORMAL_CLEARING   recv_bye  bridge
n1   agent  n      -  -    101   -            -            sales@default ann   -                50410  50411 50420 50420  50480 -      -     -     -    0        NORMAL_CLEARING   -         -
n    member -      -  -    -     +31201230009 100          sales@default ann   -                50390  -    50391  50420  50480 50395  50420 50480 -    0        NORMAL_CLEARING   send_bye  callcenter
o1   agent  lost   -  -    101   -            -            sales@default ann   -                2000   2001 2005   2005   2060  -      -     -     -    0        NORMAL_CLEARING   -         -
"""  # noqa: E501 -- a table
"""
| call | what happened                                                                                    |
|------|--------------------------------------------------------------------------------------------------|
| a    | waits 20 s; bob lets it ring, ann takes it after 8 s of ringing and holds it for 12.5 of 70 s    |
| b    | gives up after 40 s while ann's phone rings: that offer is not one she missed                    |
| c d e| leave the queue: after its time, by a key (number hidden), for want of agents                    |
| f    | leaves the queue for no reason that is told                                                      |
| g h  | ring at a desk: taken after 12 s; given up after 20 s                                            |
| i j  | desk busy; voicemail                                                                             |
| k l  | placed by 101: answered with 5 s on hold; not answered                                           |
| m    | a colleague calls another: no customer                                                           |
| n    | comes at 23:59:50, and the agent's phone first rings after midnight: a contact of the day before |
| o1   | a leg whose call never came: no contact                                                          |
"""


def records() -> list[dict[str, str]]:
    """The legs with their variables, as the switch names and counts them."""
    head, *rows = (line.split() for line in DRAWN.strip().splitlines())
    return [_record(dict(zip(head, row, strict=True))) for row in rows]


def lines() -> tuple[str, ...]:
    """The legs, one JSON object a line."""
    return tuple(json.dumps(record) for record in records())


def _record(cells: dict[str, str]) -> dict[str, str]:
    told = {name: value for name, value in cells.items() if value != "-"}
    texts = {name: told.get(column, "") for column, name in COLUMNS.items()}
    micros = {MICROS[n]: str(round((T + float(told.get(n, -T))) * 1e6)) for n in MICROS}
    seconds = {SECONDS[n]: str(T + int(told[n])) if n in told else "" for n in SECONDS}
    return {"uuid": cells["uuid"], "direction": "inbound", **texts, **micros, **seconds}
