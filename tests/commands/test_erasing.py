"""`willet erase`: a name that nobody goes by is said to be none, before anything is asked."""

from pathlib import Path

import pytest

from tests.backups.test_backup import willet
from tests.scaffold.served import home_of
from willet.core.intake import import_files

CALLS = """contact_id,arrived_at,queue,agent,customer_id,phone,outcome,talk_s
c01,2026-03-02 09:00:00,sales,Anna W,k1,+31612345678,answered,100
"""
NOBODY = "Nothing is held of this person."


@pytest.mark.parametrize(
    ("who", "held"),
    [
        (("--agent", "Anna W"), True),
        (("--agent", "Anna X"), False),
        (("--number", "+31612345678"), True),
        (("--number", "+31612345679"), False),
    ],
)
def test_a_name_that_nobody_goes_by_is_said_to_be_none(
    tmp_path: Path, who: tuple[str, str], held: bool
) -> None:
    environment = home_of(tmp_path / "home")
    (tmp_path / "calls.csv").write_text(CALLS, encoding="utf-8")
    import_files(tmp_path / "home/lake", "table", [tmp_path / "calls.csv"], zone="Europe/Amsterdam")

    printed = willet(environment, "erase", *who, "--look")

    assert (NOBODY in printed) == (not held)
    assert ("1 calls" in printed) == held
    assert "Nothing was erased." in printed
