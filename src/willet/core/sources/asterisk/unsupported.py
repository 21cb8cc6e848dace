"""What no queue_log can tell, and what the files at hand do not."""

from duckdb import DuckDBPyConnection

from willet.core.records import Message, saying
from willet.core.sources.asterisk.events import EventRole, names_list

NO_STATEMENT = saying(
    "why.no_statement",
    "these files hold no CALLSTATUS and no INFO|DISPOSITION, so nobody says what was resolved.",
)
NO_PAUSE = saying("why.no_pause", "these files hold no PAUSE, so work after the call is not seen.")
NO_BLOCKED = saying(
    "why.log_blocked",
    "these files hold no FULL, JOINEMPTY or CLOSED: Asterisk itself writes nothing for a call that met a "
    "full, closed or empty queue or a busy trunk; its call detail records do.",
)
NO_EVENT = saying("why.no_event", "these files hold no %(event)s event.")
CANNOT_TELL = {
    "hold_s": saying(
        "why.log_hold",
        "queue_log does not record hold; time on hold is part of its talk time.",
    )(),
    "sale_amount": saying("why.log_sales", "queue_log does not record sales.")(),
}


def lacking_in(con: DuckDBPyConnection) -> dict[str, Message]:
    """What the landed rows cannot tell, each with its reason."""
    stated = f"event IN {names_list(EventRole.STATEMENT)}"
    asked = {
        "blocked": (f"event IN {names_list(EventRole.BLOCK)}", NO_BLOCKED()),
        **dict.fromkeys(("call_resolution", "disposed", "own_word"), (stated, NO_STATEMENT())),
        "acw_s": (f"event IN {names_list(EventRole.PAUSE)}", NO_PAUSE()),
    }
    for name in ("csat", "nps", "ces"):
        where = f"event = 'SURVEY' AND lower(said) = '{name}'"
        asked[name] = (where, NO_EVENT(event=f"SURVEY|{name.upper()}"))
    seen = ", ".join(f"COALESCE(bool_or({where}), FALSE)" for where, _ in asked.values())
    row = con.execute(f"SELECT {seen} FROM landed").fetchone() or ()
    return {what: asked[what][1] for what, is_seen in zip(asked, row, strict=True) if not is_seen}
