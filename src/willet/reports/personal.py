"""What this room keeps of persons: reports by mail, of somebody, to somebody, or narrowed to somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.reports.models import Report
from willet.ui.personal import Holder, Sought, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    theirs = Q(owner__agent__in=sought.names) | Q(owner__name__in=sought.names)
    theirs |= Q(readers__reader__agent__in=sought.names) | Q(readers__reader__name__in=sought.names)
    return [
        {"name": report.name, "filters": report.filters}
        for report in Report.objects.filter(theirs).distinct().order_by("pk")
    ]


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of the names of reports and their filters."""
    return scrub_rows(Report.objects.all(), {"name": scrubbed, "filters": scrubbed}, gone)


HOLDERS = (Holder("reports", _("Reports by mail"), _held, _forget),)
