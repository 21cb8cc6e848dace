"""One person under two keys, a number and a mail address, rests as one: over all waves and ways of asking."""

import shutil
from pathlib import Path

import pytest

from tests.levers.surveys.asking import NOW, a_wave, drawn, keep, keys
from tests.scaffold.cast import Cast
from tests.scaffold.small_lake import csv_of
from willet.core.intake import import_files
from willet.levers.surveys.domain.exporting import take_links
from willet.levers.surveys.domain.phoning import CallToAsk, is_asked
from willet.levers.surveys.domain.sending import send_due
from willet.levers.surveys.domain.stopping import stop
from willet.levers.surveys.models import Invitation, Wave

# n1 phoned, n2 wrote, and n3 told both: one person. n4 shares the number of nobody.
TABLE = """
contact_id | arrived_at          | outcome  | agent | channel | customer_number | customer_email
n1         | 2026-03-10 09:00:00 | answered | Ann   | voice   | +31612345601    |
n2         | 2026-03-11 09:00:00 | answered | Ann   | email   |                 | eva@customers.example
n3         | 2026-03-12 09:00:00 | answered | Ann   | voice   | +31612345601    | eva@customers.example
n4         | 2026-03-13 09:00:00 | answered | Ann   | voice   | +31612345604    |
"""
MAPPING = "".join(
    f'[columns.{name}]\nfrom = "{name}"\n'
    for name in "contact_id arrived_at outcome agent channel customer_number customer_email".split()
)

Held = Invitation.Held


@pytest.fixture(scope="module")
def made_persons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("persons")
    (folder / "calls.csv").write_text(csv_of(TABLE))
    (folder / "calls.toml").write_text(f'name = "table"\nzone = "Europe/Amsterdam"\n{MAPPING}')
    import_files(
        folder / "lake",
        "table",
        [folder / "calls.csv"],
        zone="Europe/Amsterdam",
        mapping=folder / "calls.toml",
    )
    return folder / "lake"


@pytest.fixture
def persons(made_persons: Path, home: Path, cast: Cast) -> dict[str, str]:
    """Contact -> key; the vault has a number of each, and Eva's address."""
    shutil.copytree(made_persons, home / "lake")
    shutil.copy(made_persons.with_name("lake.key"), home / "lake.key")
    known = {contact.removeprefix("table:"): key for contact, key in keys().items()}
    keep(
        (known["n1"], "+31612345601", ""),
        (known["n2"], "+31612345602", "eva@customers.example"),
        (known["n4"], "+31612345604", ""),
    )
    return known


def reasons(*waves: Wave) -> dict[tuple[str, str], str]:
    """Wave and contact -> why it is held; empty where it was asked."""
    rows = Invitation.objects.filter(wave__in=waves)
    return {(i.wave.channel, i.contact_id.removeprefix("table:")): i.held_for for i in rows}


def test_two_keys_that_are_one_person_are_asked_once_by_sms(
    persons: dict[str, str], cast: Cast
) -> None:
    assert persons["n1"] != persons["n2"]
    wave = a_wave(cast.manager, channel=Wave.Channel.LINK)
    drawn(wave)

    asked = [link.number for link in take_links(wave, now=NOW)]

    # By the order of their calls: the first of Eva's three goes, and the one of somebody else.
    assert asked == ["+31612345601", "+31612345604"]
    held = dict.fromkeys(("n2", "n3"), Held.QUARANTINED)
    assert reasons(wave) == {("sms", n): held.get(n, "") for n in ("n1", "n2", "n3", "n4")}


def test_asked_by_sms_a_person_rests_from_mail_and_phone_too(
    persons: dict[str, str], cast: Cast
) -> None:
    by_sms, by_mail, by_phone = (
        a_wave(cast.manager, channel=channel)
        for channel in (Wave.Channel.LINK, Wave.Channel.MAIL, Wave.Channel.IVR)
    )
    drawn(by_sms)
    assert len(take_links(by_sms, now=NOW)) == 2
    drawn(by_mail)

    assert send_due(now=NOW) == 0

    assert reasons(by_mail)["mail", "n2"] == Held.QUARANTINED
    for number, expected in {
        "+31612345601": False,
        "+31 6 1234 5604": False,
        "+31612345609": True,
    }.items():
        call = CallToAsk("pbx", f"call {number}", number=number)
        assert is_asked(by_phone, call, now=NOW) is expected, number


def test_who_opted_out_under_one_key_is_not_asked_under_the_other(
    persons: dict[str, str], cast: Cast
) -> None:
    by_sms = a_wave(cast.manager, channel=Wave.Channel.LINK)
    drawn(by_sms)
    stop(by_sms.invitations.get(contact_id="table:n2"), now=NOW)

    assert [link.number for link in take_links(by_sms, now=NOW)] == ["+31612345604"]
    assert reasons(by_sms)["sms", "n1"] == Held.OPTED_OUT
