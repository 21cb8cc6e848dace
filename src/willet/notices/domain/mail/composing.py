"""What a mail says: one notice or a day of them, in the reader's language and by the reader's clock."""

from collections.abc import Sequence
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from willet.notices.domain.choices import language_of, zone_of
from willet.notices.domain.kinds import kind_named
from willet.notices.models import Notice
from willet.people.models import User
from willet.ui import formats
from willet.ui.messages import translate

_LONGEST_SUBJECT = 150


def mail_of(notice: Notice) -> EmailMessage:
    """One notice as a mail."""
    with translation.override(language_of(notice.reader)):
        return _mail(notice.reader, translate(notice.text), [notice], number=notice.pk.hex)


def digest_of(reader: User, notices: Sequence[Notice]) -> EmailMessage:
    """Several notices as one mail, the oldest first."""
    with translation.override(language_of(reader)):
        n = len(notices)
        subject = ngettext("%(n)s notice", "%(n)s notices", n) % {"n": formats.number(n)}
        return _mail(reader, subject, notices, number=f"digest-{notices[0].pk.hex}")


def _mail(reader: User, subject: str, notices: Sequence[Notice], *, number: str) -> EmailMessage:
    zone = zone_of(reader)
    context = {
        "reader": reader,
        "lines": [
            {
                "kind": kind_named(notice.kind).title,
                "at": formats.moment(notice.at.astimezone(zone)),
                "text": translate(notice.text),
                "address": address_of(notice.href) if notice.href else "",
            }
            for notice in notices
        ],
        "zone": zone.key,
        "settings": address_of(reverse("notices:settings")),
    }
    return EmailMessage(
        subject=_("[Willet] %(subject)s") % {"subject": _in_one_line(subject)},
        body=render_to_string("notices/mail.txt", context),
        to=[reader.email],
        headers={"Message-ID": f"<{number}@{_domain()}>", "Auto-Submitted": "auto-generated"},
    )


def _in_one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[:_LONGEST_SUBJECT]}…"


def address_of(path: str) -> str:
    """A page's whole address, as a mail needs it."""
    return f"{settings.WILLET_ADDRESS}{path}"


def _domain() -> str:
    """What stands behind the @ of a mail's number: that of the sender's address."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
