"""Readers in the names of the lake: registered under one form of an extension, shown under another."""

from pathlib import Path

import pytest
from django.test import RequestFactory

from tests.scaffold.cast import Cast
from willet.core.intake import import_files
from willet.figures.domain.asking import read_lake
from willet.figures.domain.looking import reading_of
from willet.people.visibility import Visibility

T = 1772438400


@pytest.fixture
def two_forms(home: Path, tmp_path: Path) -> Path:
    """SIP/31 on one day, PJSIP/31 on the next, and SIP/32 beside them."""
    lines = []
    for day, agent in enumerate(("SIP/31", "PJSIP/31", "SIP/32")):
        at = T + day * 86_400
        lines += [
            f"{at}|{at}.1|desk|NONE|ENTERQUEUE||+31205550400|1",
            f"{at + 10}|{at}.1|desk|{agent}|CONNECT|10|x|9",
            f"{at + 70}|{at}.1|desk|{agent}|COMPLETEAGENT|10|60|1",
        ]
    log = tmp_path / "queue_log"
    log.write_text("\n".join(lines) + "\n")
    import_files(home / "lake", "asterisk", [log], zone="Europe/Amsterdam")
    return home / "lake"


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize(
    ("registered", "shown"),
    [("SIP/31", "PJSIP/31"), ("PJSIP/31", "PJSIP/31"), ("SIP/32", "SIP/32"), ("", "")],
)
def test_a_reader_sees_by_the_name_the_lake_shows(
    two_forms: Path, registered: str, shown: str
) -> None:
    reading = read_lake(Visibility(agent=registered))
    assert reading is not None

    assert reading.visibility.agent == shown


def test_an_agent_registered_under_another_form_sees_their_own_calls_on_pages(
    cast: Cast, two_forms: Path, rf: RequestFactory
) -> None:
    cast.agent.agent = "SIP/31"
    request = rf.get("/")
    request.user = cast.agent

    reading = reading_of(request)

    assert reading is not None
    assert reading.visibility == Visibility(centre=True, agent="PJSIP/31", individuals=True)
    assert reading.rows("select count(*) from contacts") == [(2,)]
