"""Every reject of an upload, kept as a file beside the lake's own report, which lists the first hundred."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from willet.core.records import ImportReport
from willet.figures.domain.exporting import ColumnKind, Sheet, SheetField
from willet.imports.domain.reports import words_of_report
from willet.imports.models import Upload

MOST = 100_000
"""So many are kept of one upload; a file with more is not a file with mistakes but another file."""
FIELDS = (
    SheetField("file", words=gettext_lazy("File")),
    SheetField("line", ColumnKind.COUNT, gettext_lazy("Line")),
    SheetField("field", words=gettext_lazy("Field")),
    SheetField("value", words=gettext_lazy("Value")),
    SheetField("rule", words=gettext_lazy("Rule")),
)


def keep_rejects(upload: Upload, report: ImportReport) -> None:
    """Write the rejects of a report; an earlier list of the same upload gives way."""
    path = _path_of(upload)
    if not report.rejects.first:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        for r in report.rejects.first:
            rows.writerow([PurePath(r.file).name, r.line, r.field, r.value, r.rule])


def forget_rejects(upload: Upload) -> None:
    """Remove the list of an upload that is not imported."""
    _path_of(upload).unlink(missing_ok=True)


def rejects_sheet(upload: Upload | None, report: Mapping[str, Any]) -> Sheet:
    """The rejects as a file: all that were kept, or what the report lists where the import came from a terminal."""
    if upload is not None and _path_of(upload).exists():
        return _sheet(_sheet_rows(_kept(_path_of(upload)), report))
    listed = report.get("rejects") or []
    return _sheet(_sheet_rows(([r[f.heading] for f in FIELDS] for r in listed), report))


def _sheet(rows: Iterable[Sequence[Any]]) -> Sheet:
    return Sheet("rejects", FIELDS, rows, gettext_lazy("Rows that could not be read"))


def _sheet_rows(
    rows: Iterable[Sequence[Any]], report: Mapping[str, Any]
) -> Iterator[Sequence[Any]]:
    """The rows with value and rule in the reader's language; a value of the file stays as it is."""
    stated = cache(words_of_report(report))
    for name, line, field, value, rule in rows:
        yield [name, line, field, stated(value) if field == "line" else value, stated(rule)]


def _kept(path: Path) -> Iterator[Sequence[Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        for name, line, *rest in csv.reader(file):
            yield [name, int(line), *rest]


def _path_of(upload: Upload) -> Path:
    return Path(settings.WILLET_HOME) / "rejects" / f"{upload.pk.hex}.csv"
