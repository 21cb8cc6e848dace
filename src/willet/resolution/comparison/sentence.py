"""The comparison in one sentence: how many names differ by more than chance explains, before any drawing or table."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.resolution.comparison.query import Compare
from willet.ui import formats


def standing_words(compare: Compare) -> str:
    """How many of the ranked names that the reader may see lie outside the far limits; nothing of fewer than two."""
    ranked = [row for row in compare.rows if row.ranked]
    below = sum(row.stands_out == "below" for row in ranked)
    above = sum(row.stands_out == "above" for row in ranked)
    n = {"n": formats.number(len(ranked))}
    if len(ranked) < 2:
        return ""
    if not below and not above:
        return (
            _("None of the %(n)s names differs from what is expected by more than chance explains.")
            % n
        )
    lies = ngettext(
        "Of %(n)s names %(below)s lies below what chance explains, and %(above)s above it.",
        "Of %(n)s names %(below)s lie below what chance explains, and %(above)s above it.",
        below,
    )
    return lies % {**n, "below": formats.number(below), "above": formats.number(above)}
