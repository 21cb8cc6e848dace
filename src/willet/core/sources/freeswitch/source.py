"""FreeSWITCH as a source: the variables of a leg that count, and the call it belongs to."""

from willet.core.sources.freeswitch.calls import TABLES
from willet.core.sources.kit import RecordSource, moment, not_recorded, number, seconds, text, texts


class FreeSwitch(RecordSource):
    """Calls and their legs; docs/administrators/freeswitch.md says how a switch writes them."""

    name = "freeswitch"
    title = "FreeSWITCH"
    reads = "call detail records of both legs: JSON of mod_json_cdr or mod_cdr_csv, or CSV under a header"
    gaps = "acw_s transfers sale_amount csat nps ces disposed own_word"
    cannot_tell = not_recorded(*gaps.split())
    arrived = "start_uepoch"
    contact = (
        "'freeswitch:' || coalesce(CASE WHEN cc_side = 'agent' THEN cc_member_session_uuid END, "
        "originating_leg_uuid, call_uuid, uuid)"
    )
    fields = {
        "uuid": text("uuid", needed=True),
        **texts("call_uuid cc_member_session_uuid cc_side cc_queue cc_agent cc_cancel_reason"),
        **texts("direction call_direction user_name dialed_user last_app hangup_cause"),
        "originating_leg_uuid": text("originating_leg_uuid", "originator"),
        "hung_up": text("sip_hangup_disposition"),
        "caller": number("caller_id_number", "sip_from_user", "caller_id"),
        "called": number("destination_number", "sip_to_user", "sip_req_user"),
        "start_uepoch": moment("start_uepoch", "start_epoch", needed=True),
        "progress_uepoch": moment("progress_uepoch", "progress_epoch"),
        "answer_uepoch": moment("answer_uepoch", "answer_epoch"),
        "bridge_uepoch": moment("bridge_uepoch", "bridge_epoch"),
        "end_uepoch": moment("end_uepoch", "end_epoch", needed=True),
        "joined": moment("cc_queue_joined_epoch"),
        "taken": moment("cc_queue_answered_epoch"),
        "left_queue": moment("cc_queue_terminated_epoch", "cc_queue_canceled_epoch"),
        "hold_s": seconds("hold_accum_usec", per_second=1_000_000),
    }
    tables = TABLES


SOURCE = FreeSwitch()
