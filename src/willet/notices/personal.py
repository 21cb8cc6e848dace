"""What this room keeps of persons: what they were told, and what others were told that names them."""

from collections.abc import Mapping, Sequence
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from willet.core.lake.erased import Forgotten
from willet.core.lake.mentions import mentions, scrubbed
from willet.core.records import Message
from willet.notices.models import Notice
from willet.ui.personal import Holder, Sought


def _held(sought: Sought) -> Sequence[Mapping[str, Any]]:
    to_them = Q(reader__agent__in=sought.names) | Q(reader__name__in=sought.names)
    return [
        {"at": notice.at.isoformat(), "kind": notice.kind, "text": str(notice.text)}
        for notice in Notice.objects.filter(to_them).order_by("at")
    ]


def _forget(gone: Forgotten) -> int:
    """Remove what former employees were told; leave them and customers out of what others were."""
    former = [
        notice.pk
        for notice in Notice.objects.exclude(reader__agent="").select_related("reader")
        if gone.called(notice.reader.agent) in gone.aliases or notice.reader.agent in gone.aliases
    ]
    removed, _of_each = Notice.objects.filter(pk__in=former).delete()
    return removed + sum(_forget_notice(notice, gone) for notice in Notice.objects.all())


def _forget_notice(notice: Notice, gone: Forgotten) -> bool:
    plain = notice.text.as_json()
    changed = scrubbed(plain, gone)
    if changed == plain:
        return False
    notice.text = Message.from_json(changed)
    notice.save(update_fields=["text"])
    return True


def _no_mails(sought: Sought) -> Sequence[Mapping[str, Any]]:
    """Mails that nobody sent say what notices and accounts say."""
    return ()


def _forget_mails(gone: Forgotten) -> int:
    """Remove mails that wait in the folder, where no server is set, and are to or about somebody who was erased."""
    named = [path for path in Path(settings.EMAIL_FILE_PATH).glob("*") if _names(path, gone)]
    for path in named:
        path.unlink(missing_ok=True)
    return len(named)


def _names(path: Path, gone: Forgotten) -> bool:
    if not path.is_file():
        return False
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    texts = [str(value) for value in mail.values()]
    texts += [
        str(part.get_content()) for part in mail.walk() if part.get_content_maintype() == "text"
    ]
    return mentions([line for text in texts for line in text.splitlines()], gone)


HOLDERS = (
    Holder("notices", _("Notices"), _held, _forget),
    Holder("mails", _("Mails in the folder"), _no_mails, _forget_mails),
)
