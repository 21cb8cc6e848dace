"""An older backup put back: who was erased since is erased again, on a new machine as soon as the list is there."""

from pathlib import Path

import pytest

from tests.backups.test_backup import SECRET, willet
from tests.scaffold.racing import run
from tests.scaffold.served import home_of
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.records import TABLES

NUMBER = "+31612345678"
CALLS = f"""contact_id,arrived_at,queue,agent,customer_id,phone,outcome,talk_s
c01,2026-03-02 09:00:00,sales,Anna W,k1,{NUMBER},answered,100
c02,2026-03-03 09:00:00,sales,Otto K,k1,,answered,80
c03,2026-03-03 10:00:00,sales,Anna W,k2,+31699999999,answered,80
"""
FILL = """
from willet.activity.domain import FieldChange, Subject, record
from willet.activity.models import Act
record(Act.CHANGED, Subject("contact", "table:c01"), fields=[FieldChange("note", "note", None, "Mrs Smith")])
"""
NOTES = """
from willet.activity.domain.verifying import verify
from willet.activity.models import ActivityEntry
print([e.fields for e in ActivityEntry.objects.filter(kind="contact")], verify().holds)
"""


def content(environment: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    with Lake.at(Path(environment["WILLET_HOME"]) / "lake").snapshot().reading() as con:
        return {table: con.execute(f'FROM "{table}" ORDER BY ALL').fetchall() for table in TABLES}


@pytest.fixture
def here(tmp_path: Path) -> dict[str, str]:
    """A home of whose two customers one calls twice, with a note about one of the calls."""
    home = tmp_path / "here/home"
    environment = {k: v for k, v in home_of(home).items() if k != "WILLET_ERASED"}
    run(environment, FILL)
    (tmp_path / "calls.csv").write_text(CALLS, encoding="utf-8")
    import_files(home / "lake", "table", [tmp_path / "calls.csv"], zone="Europe/Amsterdam")
    return environment | {"WILLET_BACKUP_PASSPHRASE": SECRET}


@pytest.mark.proof
def test_an_older_backup_forgets_what_was_erased_since(
    here: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "a.backup"
    there, new = (here | {"WILLET_HOME": str(tmp_path / p)} for p in ("here/again", "new/home"))
    willet(here, "backup", str(file))
    before = content(here)
    willet(here, "erase", "--number", NUMBER, "--yes")
    after = content(here)

    same_machine = willet(there, "restore", str(file))
    other_machine = willet(new, "restore", str(file))

    assert before != after
    assert (content(there), content(new)) == (after, before)
    (outside,) = (tmp_path / "here").glob("willet-erased-*.json")
    assert outside.name not in same_machine
    assert f"is known from {outside.name} alone" in other_machine
    assert run(there, NOTES) == "[[]] True\n"
    assert "Mrs Smith" in run(new, NOTES)
    # The file itself cannot know; with the list of the old machine it is as there.
    printed = willet(new, "restore", str(file), "--replace", "--erased", str(outside))
    assert outside.name not in printed
    assert content(new) == after
    assert run(new, NOTES) == "[[]] True\n"
