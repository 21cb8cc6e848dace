"""What people were told goes with them; of who was erased nothing stays with others, nor in mails that wait."""

from pathlib import Path
from typing import Any

import pytest

from tests.scaffold.cast import Cast
from willet.core.lake.erased import Forgotten, Tombstone, hash_of
from willet.core.records import Message
from willet.notices.models import Notice
from willet.notices.personal import HOLDERS
from willet.people.models import User
from willet.ui.personal import Sought

NOTICES, MAILS = HOLDERS
GONE = Forgotten.of([Tombstone("agent", hash_of("Anna W", "s"), "2030-01-01", "former-1")], "s")


def _told(reader: User, text: str) -> Notice:
    return Notice.objects.create(reader=reader, kind="news", text=Message(text, "x", {"who": text}))


def test_what_somebody_was_told_is_found_by_their_names(cast: Cast) -> None:
    _told(cast.agent, "one")
    _told(cast.other_agent, "two")

    def held(name: str) -> list[object]:
        return [notice["text"] for notice in NOTICES.held(Sought(names=frozenset({name})))]

    assert (held("Anna W"), held("Anna"), held("Otto K"), held("nobody")) == (
        ["one"],
        ["one"],
        ["two"],
        [],
    )


@pytest.mark.parametrize("agent", ["Anna W", "former-1"])
def test_what_a_former_employee_was_told_goes(cast: Cast, agent: str) -> None:
    """Also where the account has its pseudonym already."""
    User.objects.filter(pk=cast.agent.pk).update(agent=agent)
    _told(cast.agent, "one")
    kept, named = _told(cast.other_agent, "nobody"), _told(cast.manager, "of Anna W")

    assert [NOTICES.forget(GONE) for _ in range(2)] == [2, 0]

    assert set(Notice.objects.all()) == {kept, named}
    named.refresh_from_db()
    assert (str(named.text), named.text.values) == ("of former-1", {"who": "of former-1"})


def test_mails_that_wait_go_where_they_name_somebody(tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    mails = {
        "to": "To: Anna W <a@willet.example>\n\nHello\n",
        "about": "To: b@willet.example\nSubject: news\n\nIt was\nAnna W\n",
        "html": "To: b@willet.example\nContent-Type: text/html; charset=utf-8\n\n<p>Anna W</p>\n",
        "other": "To: b@willet.example\n\nHello Bo\n",
    }
    for name, text in mails.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "folder").mkdir()

    assert [MAILS.forget(GONE) for _ in range(2)] == [3, 0]

    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "other"]
    assert MAILS.held(Sought(names=frozenset({"Anna W"}))) == ()
