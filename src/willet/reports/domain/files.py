"""The files of a report: a PDF of the same page that stands in the mail, and a workbook of its tables."""

import logging
from typing import Final

from django.template.loader import render_to_string

from willet.figures.domain.spreadsheets.workbook import xlsx_bytes
from willet.reports.domain.content import ReportContent
from willet.ui.tongues import tongue

_log = logging.getLogger(__name__)
PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def html_of(content: ReportContent) -> str:
    """The report as a page that stands by itself."""
    language = tongue()
    return render_to_string("reports/report.html", {"content": content, "language": language})


def makes_pdf() -> bool:
    """Whether this installation can make PDFs: the extra `pdf` and the Debian libraries of Pango are there."""
    try:
        import weasyprint  # noqa: F401 -- optional dependency
    except (ImportError, OSError) as missing:
        _log.warning("no PDF of reports: %s", missing)
        return False
    return True


def pdf_of(html: str) -> bytes:
    """A page as a PDF. Nothing is fetched for it: what is not in the page itself is left out."""
    from weasyprint import HTML

    content: bytes = HTML(string=html, url_fetcher=_nothing_fetched).write_pdf()
    return content


def _nothing_fetched(url: str, *_args: object, **_options: object) -> dict[str, object]:
    raise ValueError(f"A report fetches nothing, not {url[:80]}.")


def xlsx_of(content: ReportContent) -> bytes:
    """The tables of a report, a sheet each, and what they speak of.

    Raises:
        RequestError: a table has more rows than a sheet can hold.
    """
    return xlsx_bytes(content.sheets, content.about)
