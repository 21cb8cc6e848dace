"""A report for the tests of this room, and reading what arrived."""

import io
from collections.abc import Sequence
from datetime import time
from email.message import EmailMessage
from typing import Any

from openpyxl import Workbook, load_workbook

from willet.people.models import User
from willet.reports.models import Report, ReportReader


def report_for(*readers: User, owner: User | None = None, tongue: str = "", **given: Any) -> Report:
    """A report every Monday at seven, unless more is said."""
    whole = {"name": "Monday figures", "often": "weekly", "at": time(7), **given}
    report = Report.objects.create(owner=owner or readers[0], **whole)
    for reader in readers:
        ReportReader.objects.create(report=report, reader=reader, tongue=tongue)
    return report


def body_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def files_of(mail: EmailMessage) -> dict[str, bytes]:
    """What is attached, by the end of its name."""
    return {
        str(part.get_filename()).rpartition(".")[2]: part.get_content()
        for part in mail.iter_attachments()
    }


def book_of(mail: EmailMessage) -> Workbook:
    """The attached workbook."""
    return load_workbook(io.BytesIO(files_of(mail)["xlsx"]))


def cells(book: Workbook) -> Sequence[object]:
    """Every cell of every sheet."""
    return [
        cell for page in book.worksheets for row in page.iter_rows(values_only=True) for cell in row
    ]
