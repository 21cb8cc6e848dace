"""A page’s table as a file, chosen by `?format=csv|xlsx` on the page’s own address; any room may offer it."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
from willet.figures.domain.chosen import chosen_on, remarks_on
from willet.figures.domain.exporting import Sheet, csv_lines
from willet.figures.domain.spreadsheets.delimited import excel_lines
from willet.figures.domain.spreadsheets.workbook import xlsx_bytes
from willet.people.models import User
from willet.people.rules import EXPORT_TABLES
from willet.ui import formats
from willet.ui.drawn import chosen_in_bars
from willet.ui.zones import centre_zone

FORMATS = ("csv", "xlsx")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wanted_format(request: HttpRequest) -> str | None:
    """The format asked for; None is the page itself.

    Raises:
        PermissionDenied: the reader's role takes no tables out.
    """
    wanted = request.GET.get("format")
    if wanted not in FORMATS:
        return None
    if not (isinstance(request.user, User) and request.user.has_perm(EXPORT_TABLES)):
        raise PermissionDenied
    return wanted


def exported(request: HttpRequest, sheet: Sheet, *, form: str | None = None) -> HttpResponseBase:
    """The table as CSV for programs, with `bom=1` as CSV for the reader's Excel, or as XLSX when that was asked for.

    A `form` is one for people: `xlsx`, or `csv` for their Excel.

    Raises:
        RequestError: too many rows for one sheet.
    """
    _note(request, sheet)
    if (form or request.GET.get("format")) == "xlsx":
        content = xlsx_bytes(sheet, about_file(request, sheet))
        response: HttpResponseBase = HttpResponse(content, content_type=_XLSX)
        return _attached(response, sheet.file_name("xlsx"))
    for_excel = form == "csv" or request.GET.get("bom") == "1"
    lines = excel_lines(sheet, about_file(request, sheet)) if for_excel else csv_lines(sheet)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    return _attached(response, sheet.file_name("csv"))


def about_file(request: HttpRequest, sheet: Sheet) -> Sequence[tuple[str, str]]:
    """What a file for people says of itself: its table, what it speaks of, when it was taken, and its page."""
    now = timezone.now().astimezone(centre_zone())
    spoken = [*sheet.about, *chosen_on(request)]
    known = {label for label, _words in spoken}
    return [
        (_("Table"), str(sheet.title) or sheet.name),
        *spoken,
        *(pair for pair in chosen_in_bars(request) if pair[0] not in known),
        *remarks_on(request),
        (_("Taken at"), f"{formats.moment(now)} ({now.tzname()})"),
        (_("Page"), _page_address(request)),
    ]


def _page_address(request: HttpRequest) -> str:
    """The address of the page itself, without what asks for a file."""
    query = request.GET.copy()
    for name in ("format", "bom", "table", "shown", "file"):
        query.pop(name, None)
    text = f"?{query.urlencode()}" if query else ""
    return request.build_absolute_uri(f"{request.path}{text}")


def _note(request: HttpRequest, sheet: Sheet) -> None:
    """Who took which table, and what the page showed of it: its address."""
    if request.method == "GET":
        address = FieldChange(
            "address", gettext_noop("address"), None, request.get_full_path()[:500]
        )
        record(Act.DOWNLOADED, Subject("table", request.path, sheet.name), fields=[address])


def _attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = (
        f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def export_links(request: HttpRequest) -> list[tuple[str, str]]:
    """`(label, address)` of this page's table as a file; none for a role that takes no tables out."""
    if not (isinstance(request.user, User) and request.user.has_perm(EXPORT_TABLES)):
        return []
    formats = (
        ("CSV", {"format": "csv"}),
        (_("CSV for Excel"), {"format": "csv", "bom": "1"}),
        ("XLSX", {"format": "xlsx"}),
    )
    return [(label, _address_with(request, given)) for label, given in formats]


def _address_with(request: HttpRequest, values: Mapping[str, str]) -> str:
    address = request.GET.copy()
    address.pop("page", None)
    for name, value in values.items():
        address[name] = value
    return f"?{address.urlencode()}"
