"""What this room keeps of persons: reports by mail, of somebody, to somebody, or narrowed to somebody."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import scrubbed
from willet.reports.models import Report
from willet.ui.personal import Holder, Sought, names_any, scrub_rows


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    reports = Report.objects.select_related("owner").prefetch_related("readers__reader")
    return [
        {"name": report.name, "filters": report.filters}
        for report in reports.order_by("pk")
        if _is_theirs(report, sought)
    ]


def _is_theirs(report: Report, sought: Sought) -> bool:
    people = [report.owner, *(each.reader for each in report.readers.all())]
    called = {name for person in people for name in (person.agent, person.name)}
    return bool(called & sought.names) or names_any([report.name, report.filters], sought.names)


def _forget(gone: Forgotten) -> int:
    """Leave customers and former employees out of the names of reports and their filters."""
    return scrub_rows(Report.objects.all(), {"name": scrubbed, "filters": scrubbed}, gone)


HOLDERS = (Holder("reports", _("Reports by mail"), _held, _forget),)
