"""The kinds of notices there are: what every room offers in its `panels.py`."""

from collections.abc import Mapping

from willet.core.records import Message, UnknownNameError
from willet.people.models import User
from willet.ui.notices import NoticeKind
from willet.ui.offers import offers

KIND = Message("kind of notice")


def notice_kinds() -> Mapping[str, NoticeKind]:
    """Every kind by its name."""
    return {kind.name: kind for kind in offers("panels", "NOTICES")}


def kind_named(name: str) -> NoticeKind:
    """One kind.

    Raises:
        UnknownNameError: no room offers it.
    """
    known = notice_kinds()
    if name not in known:
        raise UnknownNameError(KIND, name, known)
    return known[name]


def may_read(reader: User, kind: NoticeKind) -> bool:
    """Whether this is open to a reader now: their account is active, and they have the right."""
    return reader.is_active and (kind.permission is None or reader.has_perm(kind.permission))


def kinds_open_to(reader: User) -> list[NoticeKind]:
    """The kinds that a reader may read, by their titles."""
    known = (kind for kind in notice_kinds().values() if may_read(reader, kind))
    return sorted(known, key=lambda kind: str(kind.title).casefold())
