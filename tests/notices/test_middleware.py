"""Pages show what the rooms keep in UTC by the reader's own clock, else by the centre's."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.scaffold.cast import Cast
from tests.scaffold.page_text import main_text_of
from willet.activity.models import ActivityEntry
from willet.notices.domain.choices import choose

AT = datetime(2026, 3, 2, 18, 30, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Ho_Chi_Minh", "Mar 3, 2026, 01:30:05"),
        ("America/New_York", "Mar 2, 2026, 13:30:05"),
        ("UTC", "Mar 2, 2026, 18:30:05"),
    ],
)
def test_history_is_read_by_the_reader_s_own_clock(cast: Cast, zone: str, shown: str) -> None:
    choose(cast.administrator, ways={}, zone=zone, digest_at=time(8))
    ActivityEntry.objects.update(at=AT)

    text = main_text_of(cast.client("administrator").get("/activity/"))

    assert ActivityEntry.objects.count() > 0
    assert (f"When ({zone})" in text, shown in text) == (True, True)


def test_who_chose_no_clock_reads_by_the_centre_s(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ActivityEntry.objects.update(at=AT)
    monkeypatch.setattr("willet.notices.domain.choices.centre_zone", lambda: ZoneInfo("Asia/Tokyo"))

    text = main_text_of(cast.client("administrator").get("/activity/"))

    assert ("When (Asia/Tokyo)" in text, "Mar 3, 2026, 03:30:05" in text) == (True, True)
