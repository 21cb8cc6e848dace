"""Who called whom, as the metrics' own flags say it: SQL over contacts, links or cases alike."""

from willet.core.metrics import flag_sql

INBOUND = flag_sql("inbound")
"""A customer called us: what counts, opens cases and repeats. One of whom nobody told a direction did."""
OUTBOUND = flag_sql("outbound")
INTERNAL = flag_sql("internal")
HANDLED = f"coalesce({flag_sql('handled')}, FALSE)"
"""An agent took the contact; one whose outcome is unknown is not known to have been taken."""
