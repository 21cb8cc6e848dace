"""What no queue_log can tell, and what the files at hand do not."""

from duckdb import DuckDBPyConnection

from willet.core.records import Unsupported, saying
from willet.core.sources.asterisk.events import Role, names_list

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
    "average_hold_time": saying(
        "why.log_hold",
        "queue_log does not record hold; time on hold is part of its talk time.",
    )(),
    "sales_per_agent": saying("why.log_sales", "queue_log does not record sales.")(),
    "conversion": saying("why.log_sales", "queue_log does not record sales.")(),
}


_METRICS = {"csat": ("csat_top2", "csat_mean")}


def unsupported(con: DuckDBPyConnection) -> list[Unsupported]:
    """The metrics that the landed rows cannot support, each with its reason."""
    told = [Unsupported(metric, why) for metric, why in CANNOT_TELL.items()]
    asked = {
        "blocked_rate": (f"event IN {names_list(Role.BLOCK)}", NO_BLOCKED()),
        "call_resolution": (
            f"event IN {names_list(Role.STATEMENT)}",
            NO_STATEMENT(),
        ),
        "after_call_work": (
            f"event IN {names_list(Role.PAUSE)}",
            NO_PAUSE(),
        ),
    }
    surveys = {
        name: f"event = 'SURVEY' AND lower(said) = '{name}'" for name in ("csat", "nps", "ces")
    }
    for metric, where in surveys.items():
        why = NO_EVENT(event=f"SURVEY|{metric.upper()}")
        asked |= dict.fromkeys(_METRICS.get(metric, (metric,)), (where, why))
    found = ", ".join(f"COALESCE(bool_or({where}), FALSE)" for where, _ in asked.values())
    row = con.execute(f"SELECT {found} FROM landed").fetchone() or ()
    told += [Unsupported(m, asked[m][1]) for m, seen in zip(asked, row, strict=True) if not seen]
    return told
