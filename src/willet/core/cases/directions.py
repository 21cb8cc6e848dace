"""Who called whom and who took it, as the metrics' own flags say it: SQL over contacts, links or cases."""

from willet.core.metrics import flag_sql

INBOUND = flag_sql("inbound")
"""A customer called us: what counts, opens cases and repeats. One of whom nobody told a direction did."""
OUTBOUND = flag_sql("outbound")
INTERNAL = flag_sql("internal")
HANDLED = f"coalesce({flag_sql('handled')}, FALSE)"
"""An agent took the contact; one whose outcome is unknown is not known to have been taken."""
ENDED_LOST = flag_sql("ended_lost")
EVER_HANDLED = flag_sql("ever_handled", "cases")
"""An agent took one of a case's contacts; the linker counts them, so this is always known."""
JUDGED = flag_sql("judged", "cases")
"""The cases that evidence is weighed on: received, taken by somebody, and old enough."""
