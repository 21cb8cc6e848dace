"""One call by its name, and by every other name under which its phone system knows it."""

from pathlib import Path

import pytest

from tests.scaffold.cast import EVERYONE
from willet.calls.domain.calls import call_named
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.figures.domain.asking import Reading
from willet.figures.domain.whole import LakeState
from willet.people.visibility import NOBODY, OPEN, Visibility

T = 1772442000
FIRST, SECOND = f"asterisk:{T + 10}.709", f"asterisk:{T + 10}.711"
LINES = f"""
{T + 10}|{T + 10}.709|400|NONE|ENTERQUEUE||0205550101|1
{T + 11}|{T + 10}.709|400|Local/31@agents/n|CONNECT|1|{T + 10}.710|1
{T + 26}|{T + 10}.711|400|NONE|ENTERQUEUE||0205550101|1
{T + 42}|{T + 10}.711|400|NONE|ABANDON|1|1|16
{T + 42}|{T + 10}.709|400|Local/31@agents/n|COMPLETECALLER|1|31|1
"""


@pytest.fixture
def state(tmp_path: Path) -> LakeState:
    """A lake with one caller who was handed on."""
    (tmp_path / "queue_log").write_text(LINES)
    import_files(tmp_path / "lake", "asterisk", [tmp_path / "queue_log"], zone="UTC", region="NL")
    lake = Lake.at(tmp_path / "lake")
    return LakeState(lake, lake.snapshot())


def test_a_call_is_found_by_the_id_under_which_it_went_on(state: LakeState) -> None:
    names = [FIRST, SECOND, "asterisk:1.1", "", "x'"]

    found = [call_named(Reading(state, EVERYONE), name) for name in names]

    assert [call and call.contact_id for call in found] == [FIRST, FIRST, None, None, None]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("visibility", [NOBODY, OPEN])
def test_another_name_shows_nobody_more(state: LakeState, visibility: Visibility) -> None:
    assert call_named(Reading(state, visibility), FIRST) is None
    assert call_named(Reading(state, visibility), SECOND) is None
