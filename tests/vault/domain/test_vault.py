"""The vault: sealed, masked, looked into with an entry; filled as a mapping says; its key lost, changed; its clock."""

import threading
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.scaffold.cast import Cast
from tests.scaffold.vaulted import fill
from willet.activity.models import ActivityEntry
from willet.core.intake import SoughtPerson, import_files
from willet.core.sources.contract import KeptPerson
from willet.vault.domain import rotating
from willet.vault.domain.clock import remove_due
from willet.vault.domain.keys import VaultClosedError, key_file
from willet.vault.domain.looking import reveal, shown
from willet.vault.domain.persons import erase, forget_in_rooms, look
from willet.vault.domain.rotating import rotate
from willet.vault.domain.sealing import Address, seal, unseal
from willet.vault.models import VaultEntry

pytestmark = pytest.mark.django_db
BIG = 2**64 - 1


def person(key: int = 7, number: str = "+31612345612", mail: str = "", last: int = 2) -> KeptPerson:
    return KeptPerson(key, number, mail, "consent", date(2026, 3, 1), date(2026, 3, last))


def test_what_is_kept_comes_back_and_rests_in_no_clear(home: Path) -> None:
    fill([person(BIG, mail="ann@b.de")])

    entry = VaultEntry.objects.get()
    assert reveal(entry) == Address("+31612345612", "ann@b.de")
    assert (entry.key, entry.ground) == (str(BIG), "consent")
    assert b"3161234" not in bytes(entry.sealed)
    assert key_file().stat().st_mode & 0o777 == 0o600


def test_masked_by_default_and_every_look_is_an_entry(cast: Cast, home: Path) -> None:
    fill([person(mail="ann@example.org")])

    page = cast.client("manager").get("/vault/7/").content.decode()
    looked = cast.client("manager").post("/vault/7/").content.decode()

    assert ("+31 ** *** *12" in page, "+31612345612" in page) == (True, False)
    assert "+31612345612" in looked
    entries = ActivityEntry.objects.filter(act="revealed")
    assert [(e.who_name, e.thing_id) for e in entries] == [("Marit", "7")]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("stranger", 302),
        ("manager", 200),
        ("team_lead", 200),
        ("agent", 403),
        ("analyst", 403),
        ("administrator", 403),
    ],
)
def test_who_may_look(cast: Cast, home: Path, role: str, status: int) -> None:
    fill([person()])

    answer = cast.client(role).post("/vault/7/")

    assert answer.status_code == status
    assert ActivityEntry.objects.filter(act="revealed").count() == (status == 200)


def test_a_second_file_adds_what_is_new_and_keeps_the_opt_out(home: Path) -> None:
    fill([person(last=2)])
    VaultEntry.objects.update(opted_out=True)

    fill([person(number="", mail="ann@b.de", last=9)])

    entry = VaultEntry.objects.get()
    assert unseal("7", entry.sealed) == Address("+31612345612", "ann@b.de")
    assert (entry.opted_out, entry.first_seen, entry.last_seen) == (
        True,
        date(2026, 3, 1),
        date(2026, 3, 9),
    )


@pytest.mark.parametrize("fault", ["gone", "other", "damaged"])
def test_with_its_key_lost_everything_else_works_and_the_page_says_so(
    cast: Cast, home: Path, fault: str
) -> None:
    fill([person()])
    other = "no key\n" if fault == "damaged" else "A" * 43 + "=\n"
    key_file().unlink() if fault == "gone" else key_file().write_text(other)

    page = cast.client("manager").get("/vault/").content.decode()
    looked = cast.client("manager").post("/vault/7/")

    assert "Everything else works." in page
    assert looked.status_code == 200
    assert cast.client("manager").get("/").status_code == 200
    with pytest.raises(VaultClosedError):
        fill([person(8)])
    assert VaultEntry.objects.count() == 1


def test_a_piece_moved_to_another_customer_does_not_open(home: Path) -> None:
    fill([person(7), person(8, number="+31687654321")])
    VaultEntry.objects.filter(pk="8").update(sealed=VaultEntry.objects.get(pk="7").sealed)

    assert shown(VaultEntry.objects.get(pk="8")).closed


def test_a_new_key_seals_everything_anew(home: Path) -> None:
    fill([person()])
    old = key_file().read_text()

    assert rotate() == 1

    assert reveal(VaultEntry.objects.get()).number == "+31612345612"
    assert len(key_file().read_text().split()) == 1
    assert key_file().read_text() != old


def test_a_key_of_another_changes_nothing(home: Path) -> None:
    fill([person()])
    key_file().write_text("A" * 43 + "=\n")

    with pytest.raises(VaultClosedError):
        rotate()

    assert key_file().read_text() == "A" * 43 + "=\n"


def test_a_call_leads_to_its_customer_in_the_vault(cast: Cast, home: Path) -> None:
    imported(home, MAPPING + KEEP)

    call = cast.client("manager").get("/calls/crm:1/").content.decode()
    other = cast.client("manager").get("/calls/crm:3/").content.decode()
    analyst = cast.client("analyst").get("/calls/crm:1/").content.decode()

    assert ("/vault/" in call, 'href="/vault/' in other.partition("<main")[2]) == (True, False)
    assert "/vault/" not in analyst


def test_a_rotation_cut_short_opens_under_either_key(home: Path) -> None:
    fill([person()])
    before = VaultEntry.objects.get().sealed
    rotate()
    new = key_file().read_text()
    VaultEntry.objects.update(sealed=seal("7", Address("+31612345612")))

    assert before != VaultEntry.objects.get().sealed
    assert reveal(VaultEntry.objects.get()).number == "+31612345612"
    assert new == key_file().read_text()


@pytest.mark.django_db(transaction=True)
def test_two_who_change_the_key_at_once_lose_nobody(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill([person()])
    began, go_on = threading.Event(), threading.Event()
    seal_anew = rotating._seal_anew

    def held_up() -> int:
        began.set()
        go_on.wait(20)
        return seal_anew()

    def change() -> None:
        rotate()
        connection.close()

    monkeypatch.setattr(rotating, "_seal_anew", held_up)
    first, second = (threading.Thread(target=change) for _ in range(2))
    first.start()
    assert began.wait(20)
    second.start()
    second.join(0.5)
    go_on.set()
    first.join(20)
    second.join(20)

    assert reveal(VaultEntry.objects.get()).number == "+31612345612"
    assert len(key_file().read_text().split()) == 1


@pytest.mark.parametrize(
    ("today", "left"),
    [(date(2026, 3, 11), 2), (date(2026, 3, 12), 1), (date(2026, 3, 13), 1), (date(2027, 1, 1), 0)],
)
def test_what_has_fallen_due_goes(
    home: Path, monkeypatch: pytest.MonkeyPatch, today: date, left: int
) -> None:
    fill([person(7, last=2), person(8, last=20)])
    monkeypatch.setattr(settings, "WILLET_VAULT_DAYS", 10)

    remove_due(today)

    assert VaultEntry.objects.count() == left


def test_without_a_clock_nothing_goes(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill([person()])
    monkeypatch.setattr(settings, "WILLET_VAULT_DAYS", 0)

    assert remove_due(date(2099, 1, 1)) == 0


MAPPING = """name = "crm"
zone = "Europe/Amsterdam"
region = "NL"
[columns]
contact_id = { from = "id" }
arrived_at = { from = "when", format = "%Y-%m-%d %H:%M" }
customer_number = { from = "phone" }
customer_email = { from = "mail" }
"""
KEEP = '[vault]\nkeep = ["number"]\nground = "consent"\n'
CALLS = """id,when,phone,mail
1,2026-03-02 09:00,06 1234 5612,ann@b.de
2,2026-03-04 09:00,0031612345612,
3,2026-03-05 09:00,,
"""


def imported(home: Path, mapping: str) -> list[VaultEntry]:
    (home / "mapping.toml").write_text(mapping)
    (home / "calls.csv").write_text(CALLS)
    import_files(
        home / "lake", "table", [home / "calls.csv"], mapping=home / "mapping.toml", keep=fill
    )
    return list(VaultEntry.objects.all())


def test_only_what_the_mapping_says_is_kept(home: Path) -> None:
    assert imported(home, MAPPING) == []

    (entry,) = imported(home, MAPPING + KEEP)

    assert unseal(entry.key, entry.sealed) == Address("+31612345612", "")
    assert (entry.first_seen, entry.last_seen) == (date(2026, 3, 2), date(2026, 3, 4))


@pytest.mark.journey("history")
def test_whoever_was_erased_is_not_filled_in_again(home: Path) -> None:
    imported(home, MAPPING + KEEP)

    held = look(SoughtPerson(number="+31612345612"))
    erase(SoughtPerson(number="+31612345612"))

    assert (held.lake.contacts, held.rooms["Vault"]) == (2, 1)
    assert VaultEntry.objects.count() == 0
    assert imported(home, MAPPING + KEEP) == []


@pytest.mark.journey("history")
def test_an_older_copy_of_the_rooms_forgets_again(home: Path) -> None:
    (entry,) = imported(home, MAPPING + KEEP)
    erase(SoughtPerson(number="+31612345612"))
    entry.save(force_insert=True)

    assert forget_in_rooms()["vault"] == 1
    assert VaultEntry.objects.count() == 0
