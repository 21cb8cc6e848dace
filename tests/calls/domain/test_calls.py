"""One call by its name, and by every other name under which its phone system knows it."""

from pathlib import Path

import pytest

from willet.calls.domain.calls import call_named
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.figures.domain.asking import Reading
from willet.people.rules import NOBODY, Sight

T = 1772442000
FIRST, SECOND = f"asterisk:{T + 10}.709", f"asterisk:{T + 10}.711"
LINES = f"""
{T + 10}|{T + 10}.709|400|NONE|ENTERQUEUE||0205550101|1
{T + 11}|{T + 10}.709|400|Local/31@agents/n|CONNECT|1|{T + 10}.710|1
{T + 26}|{T + 10}.711|400|NONE|ENTERQUEUE||0205550101|1
{T + 42}|{T + 10}.711|400|NONE|ABANDON|1|1|16
{T + 42}|{T + 10}.709|400|Local/31@agents/n|COMPLETECALLER|1|31|1
"""
ALL = Sight(everyone=True)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """A lake with one caller who was handed on."""
    (tmp_path / "queue_log").write_text(LINES)
    import_files(tmp_path / "lake", "asterisk", [tmp_path / "queue_log"], zone="UTC", region="NL")
    lake = Lake.at(tmp_path / "lake")
    return Reading(lake, lake.snapshot())


def test_a_call_is_found_by_the_id_under_which_it_went_on(reading: Reading) -> None:
    names = [FIRST, SECOND, "asterisk:1.1", "", "x'"]

    found = [call_named(reading, name, sight=ALL) for name in names]

    assert [call and call.contact_id for call in found] == [FIRST, FIRST, None, None, None]


def test_another_name_shows_nobody_more(reading: Reading) -> None:
    assert call_named(reading, FIRST, sight=NOBODY) is None
    assert call_named(reading, SECOND, sight=NOBODY) is None
