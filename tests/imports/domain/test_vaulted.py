"""Whom an import wants kept is in the vault exactly where its run is in the lake, however the import ended."""

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from tests.scaffold.served import home_of
from willet.activity.models import ActivityEntry
from willet.core import intake
from willet.core.lake import Lake
from willet.core.lake.erased import Forgotten
from willet.core.lake.transaction import Transaction
from willet.core.records import LakeError, Message, RequestError
from willet.core.sources import silent
from willet.core.sources.contract import KeptPerson
from willet.imports.domain import importing
from willet.imports.domain.uploads import keep_mapping_of, kept_files, mapping_path
from willet.imports.domain.vaulted import keeper_of, settle_all
from willet.imports.models import Upload
from willet.jobs.domain.carrying import StopJob
from willet.ui.offers import offers
from willet.ui.tasks import OF_THE_LAKE, WorkOrder
from willet.vault.domain.filling import set_aside
from willet.vault.domain.keys import key_file
from willet.vault.domain.looking import opt_out
from willet.vault.domain.rotating import rotate
from willet.vault.domain.sealing import unseal
from willet.vault.models import AwaitedEntry, VaultEntry
from willet.vault.personal import HOLDERS

MAPPING = """name = "crm"
zone = "UTC"
region = "NL"
[columns]
contact_id = { from = "id" }
arrived_at = { from = "when", format = "%Y-%m-%d %H:%M" }
customer_number = { from = "phone" }
[vault]
keep = ["number"]
ground = "consent"
"""
CALLS = "id,when,phone\n1,2026-03-02 09:00,06 1234 5612\n2,2026-03-03 09:00,06 8765 4321\n"


def upload_of(home: Path, calls: str = CALLS) -> Upload:
    upload = Upload.objects.create(source="table", mapping=MAPPING)
    upload.files = [{"name": "calls.csv", "kept_as": "calls.csv", "size": len(calls)}]
    upload.save()
    folder = home / "uploads" / upload.pk.hex
    folder.mkdir(parents=True)
    (folder / "calls.csv").write_text(calls)
    keep_mapping_of(upload)
    return upload


def order_of(upload: Upload) -> WorkOrder:
    return WorkOrder(upload.pk, "imports.import", {"upload": str(upload.pk)})


def carried_in(upload: Upload, progress: Any = lambda step, share: None) -> None:
    importing.carry_in(order_of(upload), progress)


def numbers() -> set[str]:
    return {unseal(entry.key, entry.sealed).number for entry in VaultEntry.objects.all()}


def lie_aside() -> int:
    return AwaitedEntry.objects.count()


@pytest.mark.django_db
def test_an_import_that_comes_to_its_end_keeps_whom_it_should(home: Path) -> None:
    carried_in(upload_of(home))

    assert (numbers(), lie_aside()) == ({"+31612345612", "+31687654321"}, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("ends", ["cancelled", "disk"])
def test_an_import_that_ends_before_its_commit_keeps_nobody(
    home: Path, monkeypatch: pytest.MonkeyPatch, ends: str
) -> None:
    upload = upload_of(home)

    def stop_at_commit(step: Message, share: float | None) -> None:
        if ends == "cancelled" and lie_aside():
            raise StopJob

    def full(self: Transaction) -> None:
        assert lie_aside() == 2
        raise LakeError("the disk is full")

    if ends == "disk":
        monkeypatch.setattr(Transaction, "commit", full)
    with pytest.raises((StopJob, LakeError)):
        carried_in(upload, stop_at_commit)
    if ends == "cancelled":
        # Whoever is told to stop may have been overtaken: what lies aside may be another worker's by now.
        assert lie_aside() == 2
        settle_all()

    assert (VaultEntry.objects.count(), lie_aside()) == (0, 0)
    assert Lake.at(home / "lake").runs() == []
    assert ActivityEntry.objects.filter(kind="vault", act="discarded").count() == 1


@pytest.mark.django_db
def test_a_later_import_that_dies_leaves_what_was_known_before(home: Path) -> None:
    carried_in(upload_of(home))
    before = list(VaultEntry.objects.values_list("key", "first_seen", "last_seen", "ground"))

    later = upload_of(home, CALLS.replace("2026-03", "2026-04").replace("1,2026", "9,2026"))
    keeper_of(str(later.pk))(
        [KeptPerson(int(before[0][0]), "+3160", "", "duty", date.min, date.max)]
    )
    settle_all()

    assert (
        list(VaultEntry.objects.values_list("key", "first_seen", "last_seen", "ground")) == before
    )
    assert (numbers(), lie_aside()) == ({"+31612345612", "+31687654321"}, 0)


@pytest.mark.django_db
def test_sweeping_keeps_what_a_run_in_the_lake_set_aside_and_drops_what_waits_for_none(
    home: Path,
) -> None:
    upload = upload_of(home)
    intake.import_files(
        home / "lake",
        "table",
        kept_files(upload),
        mapping=mapping_path(upload),
        keep=keeper_of(str(upload.pk)),
        asked_as=str(upload.pk),
    )
    set_aside([KeptPerson(7, "+31600000000", "", "consent", date.min, date.max)], awaits="nowhere")
    assert (numbers(), lie_aside()) == (set(), 3)

    settle_all()
    settle_all()

    assert (numbers(), lie_aside()) == ({"+31612345612", "+31687654321"}, 0)
    assert ActivityEntry.objects.filter(kind="vault", act="added").count() == 1


@pytest.mark.django_db
def test_what_an_undone_run_had_set_aside_is_not_kept(home: Path) -> None:
    upload = upload_of(home)
    report = intake.import_files(
        home / "lake",
        "table",
        kept_files(upload),
        mapping=mapping_path(upload),
        keep=keeper_of(str(upload.pk)),
        asked_as=str(upload.pk),
    )
    assert report.run_id
    intake.undo(home / "lake", report.run_id)

    settle_all()

    assert (VaultEntry.objects.count(), lie_aside()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.journey("history")
def test_taking_an_import_back_takes_whom_it_alone_had_brought(home: Path) -> None:
    """A was in the first file too; C wants no contact, which must hold when they call again."""
    a, b, c = "06 1234 5612", "06 8765 4321", "06 1111 2222"
    carried_in(upload_of(home, f"id,when,phone\n1,2026-03-02 09:00,{a}\n"))
    second = upload_of(
        home,
        f"id,when,phone\n2,2026-03-03 09:00,{a}\n3,2026-03-03 09:00,{b}\n4,2026-03-03 09:00,{c}\n",
    )
    carried_in(second)
    by_number = {unseal(e.key, e.sealed).number: e for e in VaultEntry.objects.all()}
    opt_out(by_number["+31611112222"], wanted=True)
    before = numbers()

    importing.take_back_now(Upload.objects.get(pk=second.pk).run_id, progress=silent)

    assert before == {"+31612345612", "+31687654321", "+31611112222"}
    assert numbers() == {"+31612345612", "+31611112222"}
    entry = ActivityEntry.objects.get(kind="vault", act="removed")
    assert entry.fields == [{"name": "count", "label": "count", "was": 1, "is": 0}]


@pytest.mark.django_db
def test_an_undo_that_fails_takes_nobody(home: Path) -> None:
    upload = upload_of(home)
    carried_in(upload)
    run_id = Upload.objects.get(pk=upload.pk).run_id
    importing.take_back_now(run_id, progress=silent)
    carried_in(upload_of(home))

    with pytest.raises(RequestError):
        importing.take_back_now(run_id, progress=silent)

    assert len(numbers()) == 2


@pytest.mark.django_db
def test_with_its_key_lost_what_is_set_aside_waits_for_it(home: Path) -> None:
    upload = upload_of(home)
    intake.import_files(
        home / "lake",
        "table",
        kept_files(upload),
        mapping=mapping_path(upload),
        keep=keeper_of(str(upload.pk)),
        asked_as=str(upload.pk),
    )
    key = key_file().read_text()

    key_file().write_text(Fernet.generate_key().decode())
    settle_all()
    waited = lie_aside()
    key_file().write_text(key)
    settle_all()

    assert (waited, lie_aside(), len(numbers())) == (2, 0, 2)


@pytest.mark.django_db
def test_what_is_set_aside_is_sealed_forgotten_exported_and_sealed_anew_as_what_is_kept(
    home: Path,
) -> None:
    set_aside([KeptPerson(7, "+31612345612", "", "consent", date.min, date.max)], awaits="a")
    rotate()
    row = AwaitedEntry.objects.get()
    holder = HOLDERS[0]

    assert b"3161234" not in bytes(row.sealed)
    assert unseal("7", row.sealed).number == "+31612345612"
    assert len(key_file().read_text().split()) == 1

    class OfSeven(Forgotten):
        def is_key(self, key: int) -> bool:
            return key == 7

    gone = OfSeven.__new__(OfSeven)
    assert (holder.forget(gone), lie_aside()) == (1, 0)


def test_a_job_of_the_lakes_lane_sweeps_up_by_the_clock() -> None:
    (kind,) = {
        work.kind for work in offers("tasks", "JOBS") if work.verb.__name__ == "settle_imports"
    }
    (work,) = (work for work in offers("tasks", "JOBS") if work.kind == kind)

    assert work.lane == OF_THE_LAKE
    assert kind in {every.kind for every in offers("tasks", "EVERY")}


KILLED = """
import os, signal, sys
from pathlib import Path
from willet.site.starting import boot
boot()
from django.conf import settings
from tests.imports.domain.test_vaulted import carried_in, upload_of
from willet.core.lake.transaction import Transaction

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[1] == "before":
    Transaction.commit = die
else:
    import willet.imports.domain.importing as importing
    importing.settle_one = die
carried_in(upload_of(Path(settings.WILLET_HOME)))
"""
SWEPT = """
from willet.site.starting import boot
boot()
from tests.imports.domain.test_vaulted import lie_aside, numbers
from willet.imports.domain.uploads import keep_mapping_of, kept_files, mapping_path
from willet.imports.domain.vaulted import settle_all
before = lie_aside()
settle_all()
print(before, lie_aside(), len(numbers()))
"""


@pytest.mark.parametrize(("killed", "told"), [("before", "2 0 0"), ("after", "2 0 2")])
@pytest.mark.journey("process")
def test_after_a_kill_the_vault_has_whom_the_lake_has(
    tmp_path: Path, killed: str, told: str
) -> None:
    def run(code: str, *words: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-c", code, *words]
        where = Path(__file__).parents[3]
        return subprocess.run(
            command, env=home_of(tmp_path), cwd=where, capture_output=True, text=True, check=False
        )

    died = run(KILLED, killed)
    swept = run(SWEPT)

    assert died.returncode == -signal.SIGKILL, died.stderr
    assert swept.stdout.split("\n")[-2] == told, swept.stderr
