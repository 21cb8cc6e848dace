"""One text of the call records names one mailbox, however it is spelled; what names none holds up nobody's mail."""

from pathlib import Path

import pytest

from tests.levers.surveys.asking import NOW, a_wave, drawn, keep, keys
from tests.notices.post import post_office
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.mailboxes import mailbox_of
from willet.levers.surveys.domain.resting import mark_of_mail
from willet.levers.surveys.domain.sending import send_due
from willet.levers.surveys.models import Invitation

NOBODYS = [
    *("ann", "ann@", "@b.example", "ann@b..example", "undisclosed:;", f"ann@{'b' * 300}"),
    *("ann@b.example, ben@b.example", "ann@b.example;ben@b.example", "ann,ben@b.example"),
    *("ann@b.example\r\nBcc: eve@e.example", "ann@b\0.example", "änn@b.example", "a@b@c.example"),
]


@pytest.mark.parametrize("text", NOBODYS)
def test_text_that_names_no_one_mailbox_is_nobodys(text: str) -> None:
    assert mailbox_of(text) == ""


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("o'neil+x@b.example", "o'neil+x@b.example"),
        ('"ann lee"@b.example', '"ann lee"@b.example'),
        ("ann..lee@b.example", "ann..lee@b.example"),
        ("ann@müller.example", "ann@xn--mller-kva.example"),
    ],
)
def test_mailbox_is_written_as_a_mail_is_addressed(text: str, mailbox: str) -> None:
    assert mailbox_of(text) == mailbox


@pytest.mark.parametrize(
    "text", ["Ann@B.example", '"ann"@b.example', "(office) ann@b.example", "ann@b.example,", "<ann@b.example.>"]
)  # fmt: skip
def test_mailbox_rests_however_it_was_spelled(text: str) -> None:
    assert mark_of_mail(text) == mark_of_mail("ann@b.example")
    assert mark_of_mail(text) != mark_of_mail("ann+x@b.example")


def test_one_odd_address_holds_up_nobody_elses_mail(cast: Cast, small_lake: Path) -> None:
    wave, known = a_wave(cast.manager), keys()
    drawn(wave)
    keep(
        (known["table:c01"], "", "a@b.example, e@e.example"),
        (known["table:c02"], "", "c02@b.example"),
        (known["table:c05"], "", "ann@b.example\nBcc: eve@e.example"),
    )

    with post_office() as post:
        assert send_due(now=NOW) == 1

    assert [mail["To"] for mail in post.taken] == ["c02@b.example"]
    held = wave.invitations.filter(contact_id__in=["table:c01", "table:c05"])
    assert set(held.values_list("state", "held_for")) == {
        (Invitation.State.HELD, Invitation.Held.NO_ADDRESS)
    }
