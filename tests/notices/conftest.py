"""A kind of notice for these tests, offered as a room would."""

from types import SimpleNamespace

import pytest

from tests.notices.post import NEWS
from willet.people.rules import SEE_IMPORTS
from willet.ui import offers
from willet.ui.notices import NoticeKind

ROOM = SimpleNamespace(NOTICES=[NoticeKind(NEWS, "News", SEE_IMPORTS, usual="at_once")])


@pytest.fixture(autouse=True)
def a_room_more(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The house with one room more; its `panels.py` may be added to."""
    usual, room = offers._modules, SimpleNamespace(**vars(ROOM))
    monkeypatch.setattr(
        offers, "_modules", lambda name: (*usual(name), *([room] * (name == "panels")))
    )
    return room
