"""One text of the call records names one mailbox, however it is spelled; what names none holds up nobody's mail."""

from pathlib import Path

import pytest

from tests.levers.surveys.asking import NOW, a_wave, drawn, keep, keys
from tests.notices.post import post_office
from tests.scaffold.cast import Cast
from willet.levers.surveys.domain.mailboxes import mailbox_of
from willet.levers.surveys.domain.resting import mark_of_mail
from willet.levers.surveys.domain.sending import send_due
from willet.levers.surveys.domain.stopping import stop_person
from willet.levers.surveys.models import Addressee, Invitation

State = Invitation.State

NOBODYS = [
    *("ann", "ann@", "@b.example", "ann@b..example", "undisclosed:;", f"ann@{'b' * 300}"),
    *("ann@b.example, ben@b.example", "ann@b.example;ben@b.example", "ann,ben@b.example"),
    *("ann@b.example\r\nBcc: eve@e.example", "ann@b\0.example", "a@b@c.example"),
    # A name in letters beyond ASCII that is written in some other way than as it is.
    *("(büro) jörg@b.example", '"jörg"@b.example', "jö rg@b.example", "jö\u200brg@b.example"),
    *("jörg@", "jörg@b.example, ann@b.example", "mailto:jörg@b.example"),
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
        ("Änn@b.example", "Änn@b.example"),
        ("Jo\u0308rg Maier <jo\u0308rg@b.example>", "jörg@b.example"),
        ("strauß@müller.example", "strauß@xn--mller-kva.example"),
        ("Трần@b.example", "Трần@b.example"),
        ("\uff21nn@b.example", "ann@b.example"),
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


def test_two_people_never_rest_for_one_another() -> None:
    """Folding as names are compared makes ss of ß: as an address that is somebody else's."""
    assert mark_of_mail("Strauß@b.example") == mark_of_mail("strauß@B.example.")
    assert mark_of_mail("strauß@b.example") != mark_of_mail("strauss@b.example")


@pytest.mark.parametrize("takes_utf8", [True, False])
def test_letters_beyond_ascii_go_where_the_server_takes_them(
    cast: Cast, small_lake: Path, takes_utf8: bool
) -> None:
    wave, known = a_wave(cast.manager), keys()
    drawn(wave)
    keep(
        (known["table:c02"], "", "c02@b.example"), (known["table:c05"], "", "Jörg <jörg@b.example>")
    )

    with post_office(takes_utf8=takes_utf8) as post:
        assert send_due(now=NOW) == 1 + takes_utf8

    to = {mail["To"]: mail["Subject"] for mail in post.taken}
    assert set(to) == {"c02@b.example", *(["jörg@b.example"] if takes_utf8 else [])}
    assert len(set(to.values())) == 1
    assert set(post.rcpts) == set(to)
    theirs = wave.invitations.get(contact_id="table:c05")
    if takes_utf8:
        assert (theirs.state, theirs.held_for) == (State.SENT, "")
    else:
        assert (theirs.state, theirs.held_for) == (State.HELD, "letters")
        assert (theirs.sent_at, theirs.bounced_at, theirs.address_mark) == (None, None, "")
        assert not Addressee.objects.filter(mark=mark_of_mail("jörg@b.example")).exists()


def test_who_has_such_an_address_is_asked_no_more_when_they_say_so(
    cast: Cast, small_lake: Path
) -> None:
    wave, known = a_wave(cast.manager), keys()
    drawn(wave)
    keep((known["table:c05"], "", "jörg@b.example"))
    stop_person(number="", mail="Jörg@b.example", now=NOW)

    with post_office(takes_utf8=True) as post:
        assert send_due(now=NOW) == 0

    assert post.taken == []
    assert wave.invitations.get(contact_id="table:c05").held_for == "opted_out"


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
