"""A report as a mail: in the language and the country of its reader, figures first, files beside them."""

import re
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from willet.core.records import Message
from willet.notices.domain.choices import language_of, zone_of
from willet.people.rules import EXPORT_TABLES
from willet.reports.domain.content import ReportContent
from willet.reports.domain.files import PDF, XLSX, html_of, makes_pdf, pdf_of, xlsx_of
from willet.reports.models import Delivery, ReportReader
from willet.ui import formats
from willet.ui.messages import translate


def tongue_of(to: ReportReader) -> str:
    """Language and region in which a reader is written to: their own language, with the region they asked from."""
    language = language_of(to.reader) if to.reader.language or not to.tongue else to.tongue
    return to.tongue if to.tongue.partition("-")[0] == language else language


def mail_with(content: ReportContent, delivery: Delivery) -> EmailMultiAlternatives:
    """The mail of a report with figures, or with the sentence that there are none."""
    to, lacks = delivery.to, list[str]()
    message = _mail(delivery, content.days)
    html = html_of(content)
    if content.tiles:
        _attach(message, content, to, html, lacks)
    message.body = _text(to, {"content": content, "lacks": lacks})
    message.attach_alternative(html, "text/html")
    return message


def _attach(
    message: EmailMultiAlternatives,
    content: ReportContent,
    to: ReportReader,
    html: str,
    lacks: list[str],
) -> None:
    name = re.sub(r"[^\w.-]+", "-", f"{content.report.name}-{content.days}").strip("-")
    if content.report.with_pdf and not makes_pdf():
        lacks.append(
            _("There is no PDF: this installation lacks what makes them. Ask your administrator.")
        )
    elif content.report.with_pdf:
        message.attach(f"{name}.pdf", pdf_of(html), PDF)
    if content.report.with_xlsx and not to.reader.has_perm(EXPORT_TABLES):
        lacks.append(_("There is no Excel file: your role takes no tables out."))
    elif content.report.with_xlsx:
        message.attach(f"{name}.xlsx", xlsx_of(content), XLSX)


def mail_without(reason: Message | str, delivery: Delivery) -> EmailMultiAlternatives:
    """The mail of a report that its reader may not read: a sentence, no figure, and no day or filter either."""
    message = _mail(delivery, "")
    sentence = reason if type(reason) is str else translate(reason)
    message.body = _text(delivery.to, {"sentence": sentence})
    return message


def _mail(delivery: Delivery, days: str) -> EmailMultiAlternatives:
    to = delivery.to
    subject = f"{to.report.name}: {days}" if days else to.report.name
    return EmailMultiAlternatives(
        subject=_("[Willet] %(subject)s") % {"subject": " ".join(subject.split())},
        to=[to.reader.email],
        headers={
            "Message-ID": f"<report-{delivery.pk.hex}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
        },
    )


def _text(to: ReportReader, more: dict[str, object]) -> str:
    context = {
        "reader": to.reader,
        "report": to.report,
        "zone": zone_of(to.reader).key,
        "at": formats.to_the_minute(to.report.at),
        "settings": f"{settings.WILLET_ADDRESS}{reverse('reports:list')}",
        **more,
    }
    return render_to_string("reports/mail.txt", context)


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
