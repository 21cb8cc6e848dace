"""What a mail says: the one question, two links that count nothing by themselves, and a way out of all of it."""

import json
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from willet.levers.surveys.domain.days import day_of_call
from willet.levers.surveys.domain.links import address_of
from willet.levers.surveys.domain.questions import questions_of, worded
from willet.levers.surveys.models import Invitation
from willet.ui import formats


def mail_of(invitation: Invitation, mail: str, *, reminder: int = 0) -> EmailMultiAlternatives:
    """The invitation, or one of its reminders, in the customer's language.

    Raises:
        RequestError: it is not known at which address customers reach Willet.
    """
    with translation.override(invitation.language):
        words = _words(invitation, reminder)
        message = EmailMultiAlternatives(
            # One line: whatever ends a line would begin another header.
            subject=" ".join(words["subject"].split()),
            body=render_to_string("surveys/mail.txt", words),
            to=[mail],
            headers=_headers(invitation, reminder),
        )
        message.attach_alternative(render_to_string("surveys/mail.html", words), "text/html")
    return message


def _words(invitation: Invitation, reminder: int) -> dict[str, Any]:
    wave, asked = invitation.wave, address_of(invitation)
    first = questions_of(wave)[0]
    subject = worded(first.wording, wave, invitation.language)
    return {
        "subject": f"{wave.company}: {subject}" if not reminder else _reminding(wave.company),
        "company": wave.company,
        "question": subject,
        "day": formats.date(day_of_call(invitation)),
        "yes": f"{asked}?a=1",
        "yes_words": worded(first.high, wave, invitation.language),
        "no": f"{asked}?a=0",
        "no_words": worded(first.low, wave, invitation.language),
        "stop": address_of(invitation, "stop"),
        "language": invitation.language,
        "reminder": reminder,
        "ground": wave.get_ground_display(),
    }


def _reminding(company: str) -> str:
    return _("%(company)s: may we still ask you one thing?") % {"company": company}


def _carried(invitation: Invitation) -> dict[str, str]:
    """What a mail service hands back with each report, in the header by which it takes that."""
    named = {"invitation": str(invitation.pk)}
    by_service = {
        "brevo": {"X-Mailin-custom": json.dumps(named)},
        "postmark": {"X-PM-Metadata-invitation": named["invitation"]},
    }
    return by_service.get(settings.WILLET_MAIL_SERVICE, {})


def _headers(invitation: Invitation, reminder: int) -> dict[str, str]:
    """Mail programs offer one click to be asked no more, and answer no machine."""
    number = f"{invitation.pk.hex}-{reminder}"
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return {
        "Message-ID": f"<{number}@{domain}>",
        "Auto-Submitted": "auto-generated",
        **_carried(invitation),
        "List-Unsubscribe": f"<{address_of(invitation, 'stop')}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
