"""What an import found, as tables: the first rows as they would be read, the rejects, the history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.imports.domain.reports import Report, source_name, words_of_report
from willet.imports.domain.runs import Run
from willet.ui import formats
from willet.ui.components import Cell, Column, Empty, Row, Table


def rejects_table(report: Report, *, exports: str) -> Table | None:
    """The rows that could not be read, each with file, line, field, value and the rule it broke."""
    listed, total = report.get("rejects") or [], int(report.get("rejected") or 0)
    if not total:
        return None
    columns = [
        Column("file", _("File")),
        Column("line", _("Line"), "end"),
        Column("field", _("Field")),
        Column("value", _("Value")),
        Column("rule", _("Rule")),
    ]
    return Table(
        caption=ngettext("%(n)s row could not be read", "%(n)s rows could not be read", total)
        % {"n": formats.number(total)},
        columns=columns,
        rows=[Row(_reject_cells(reject, words_of_report(report))) for reject in listed],
        exports=[("CSV", f"{exports}?format=csv"), ("XLSX", f"{exports}?format=xlsx")],
        note=_shown(len(listed), total),
    )


def _reject_cells(reject: Mapping[str, Any], stated: Callable[[str], str]) -> list[Cell]:
    return [
        Cell(str(reject["file"])),
        Cell(formats.number(reject["line"])),
        Cell(str(reject["field"])),
        Cell(stated(str(reject["value"]))),
        Cell(stated(str(reject["rule"]))),
    ]


def _shown(listed: int, total: int) -> str:
    if listed >= total:
        return ""
    return _("The first %(listed)s are shown; the file has them all.") % {
        "listed": formats.number(listed)
    }


def report_facts(report: Report) -> list[tuple[str, str]]:
    """What became of every row and contact, as pairs of heading and number."""
    facts = [
        (str(label), formats.number(int(report.get(name) or 0)))
        for name, label in RUN_COUNTS.items()
    ]
    return [*facts, (_("Days changed"), _days(report.get("days_changed") or []))]


def _days(days: Sequence[str]) -> str:
    if not days:
        return formats.number(0)
    ends = f"{formats.period(min(days), 'day')} – {formats.period(max(days), 'day')}"
    return f"{formats.number(len(days))} ({ends})"


def runs_table(runs: Iterable[Run], *, exports: Sequence[tuple[str, str]] = ()) -> Table:
    """The history of imports, newest first."""
    return Table(
        caption=_("Imports so far"),
        columns=[
            Column("at", _("When")),
            Column("source", _("Source")),
            Column("files", _("Files")),
            Column("by", _("By")),
            Column("read", _("Rows read"), "end"),
            Column("new", _("Contacts new"), "end"),
            Column("revised", _("Contacts revised"), "end"),
            Column("rejected", _("Rejected"), "end"),
            Column("state", _("State")),
        ],
        rows=[_run_row(run) for run in runs],
        empty=Empty(
            _("Nothing was imported yet"),
            _("Hand in the first file above; you see how it is read before anything is kept."),
            icon="upload",
        ),
        exports=exports,
    )


RUN_COUNTS: Mapping[str, str | Promise] = {
    "rows_read": gettext_lazy("Rows read"),
    "rows_folded": gettext_lazy("Imported"),
    "rows_kept": gettext_lazy("Skipped"),
    "rejected": gettext_lazy("Could not be read"),
    "contacts_new": gettext_lazy("Contacts new"),
    "contacts_revised": gettext_lazy("Contacts revised"),
    "contacts_unchanged": gettext_lazy("Contacts unchanged"),
}
"""What a run counts, and what each count is called."""


def runs_sheet(runs: Iterable[Run]) -> Sheet:
    """The history of imports as a file."""
    plain = (
        SheetField("run_id", words=gettext_lazy("Import number")),
        SheetField("at_utc", ColumnKind.MOMENT, gettext_lazy("When (UTC)")),
        SheetField("source", words=gettext_lazy("Source"), in_words=source_name),
        SheetField("files", words=gettext_lazy("Files")),
        SheetField("by", words=gettext_lazy("By")),
    )
    fields = [
        *plain,
        *(SheetField(name, ColumnKind.COUNT, words) for name, words in RUN_COUNTS.items()),
        SheetField("active", words=gettext_lazy("Active")),
    ]
    rows = (
        [
            run.run_id,
            run.at.astimezone(UTC).replace(tzinfo=None) if run.at else None,
            run.source,
            ", ".join(run.files),
            run.by,
            *(run.count(name) for name in RUN_COUNTS),
            run.active,
        ]
        for run in runs
    )
    return Sheet("imports", fields, rows, gettext_lazy("Imports so far"))


def _run_row(run: Run) -> Row:
    at = run.at.astimezone(UTC) if run.at else None
    return Row(
        [
            Cell(
                formats.zoned_moment(at) if at else "",
                href=reverse("imports:run", args=[run.run_id]),
            ),
            Cell(source_name(run.source)),
            Cell(", ".join(run.files[:3]) + ("…" if len(run.files) > 3 else "")),
            Cell(run.by, reason=_("from the command line")),
            Cell(formats.number(run.count("rows_read"))),
            Cell(formats.number(run.count("contacts_new"))),
            Cell(formats.number(run.count("contacts_revised"))),
            Cell(formats.number(run.rejected), tone="warn" if run.rejected else ""),
            Cell(state_words(run), tone="" if run.active else "quiet"),
        ]
    )


def state_words(run: Run) -> str:
    """Whether a run counts."""
    if run.undoing:
        return _("being undone")
    return _("Active") if run.active else _("undone")
