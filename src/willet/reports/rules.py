"""Who may have reports sent: whoever works with calls. Whom else they may be sent to, a manager chooses."""

from typing import Any, Final

from rules.permissions import add_perm as add_perm_untyped

from willet.people.rules import is_manager, predicate, works_with_calls

# The library carries no types of its own.
add_perm: Any = add_perm_untyped

HAVE_REPORTS: Final = "reports.have"
"""Also asked of each reader when a report is made: who lost it gets a sentence, no figures."""
EDIT_REPORT: Final = "reports.edit"
CHOOSE_READERS: Final = "reports.choose_readers"

is_owner = predicate(
    lambda user, report: report is None or report.owner_id in {None, user.pk}, name="owns_report"
)

add_perm(HAVE_REPORTS, works_with_calls)
add_perm(EDIT_REPORT, works_with_calls & is_owner)
add_perm(CHOOSE_READERS, is_manager)
