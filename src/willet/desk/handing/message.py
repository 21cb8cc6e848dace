"""What a CRM is told of one disposition."""

import json

from willet.desk.models import Disposition, Webhook


def message_of(webhook: Webhook, one: Disposition) -> bytes:
    """The body of the message: the words of one wording, and the ids by which the call is known."""
    leg, call = one.leg, one.leg.call
    promised = getattr(leg, "promise", None)
    due = promised.due_at if promised is not None and not promised.is_withdrawn else None
    data = {
        "disposition": str(leg.pk),
        "revision": one.revision,
        "source": call.source,
        "pbx": call.pbx or None,
        "call_id": call.call_id or None,
        "leg": leg.leg or None,
        "contact_id": call.contact_id or None,
        "ticket": call.case_ref or None,
        "agent": leg.agent,
        "resolved": one.resolved,
        "asked_customer": one.asked_customer,
        "code": one.code or None,
        "topic": one.topic or None,
        "cause": one.cause or None,
        "tags": one.tags,
        "call_back_until": due.isoformat() if due else None,
    }
    if webhook.with_notes:
        data["note"] = one.note or None
    body = {"type": "disposition.saved", "timestamp": one.at.isoformat(), "data": data}
    return json.dumps(body, ensure_ascii=False).encode()
