"""The desk of the demo: what agents said of the last week's calls, and callbacks of the demo's agent."""

import re
from datetime import UTC, datetime, timedelta

from tests.scaffold.cast import Cast
from willet.desk.facts import outcomes_since
from willet.desk.invented import TAGS, invent
from willet.desk.models import Callback, Disposition, Leg
from willet.ui.invented import InventedCall, InventedCentre

ENDS = datetime(2026, 3, 29, tzinfo=UTC)
DRAWN = (
    # days before the end, agent, word, cause
    ("old", 8, "Anna W", 1, ""),
    ("yes", 6, "Anna W", 1, ""),
    ("no", 2, "Otto K", 0, "authority"),
    ("silent", 1, "Anna W", -1, ""),
)


ABBREVIATION = re.compile(r"[a-z]?[A-Z0-9]{2,}")


def test_tags_are_no_words_of_one_language() -> None:
    assert [tag for tag in TAGS if not ABBREVIATION.fullmatch(tag)] == []


def test_desk_says_what_the_agents_of_the_last_week_said(cast: Cast) -> None:
    calls = [
        InventedCall(f"simulated:{name}", "7", ENDS - timedelta(days=days), "sales", agent, "North", "order",
                     "en", cause, True, 4, word)
        for name, days, agent, word, cause in DRAWN
    ]  # fmt: skip

    invent(InventedCentre(calls, ENDS, {"agent": cast.agent, "manager": cast.manager}))

    said = Disposition.objects.values_list(
        "leg__call__contact_id", "resolved", "cause", "leg__person"
    )
    assert sorted(said) == [
        ("simulated:no", "no", "authority", None),
        ("simulated:yes", "yes", "", cast.agent.pk),
    ]
    assert Leg.objects.count() == 3
    assert [row.gone for row in outcomes_since(None)] == [False, False]
    assert set(Callback.objects.values_list("owner", flat=True)) == {cast.agent.pk}


def test_callbacks_of_before_are_over_and_most_were_made(cast: Cast) -> None:
    calls = [
        InventedCall(f"simulated:{n}", "7", ENDS - timedelta(hours=n / 4), "sales", "Otto K", "North", "order",
                     "en", "authority", False, 4, n % 2)
        for n in range(600)
    ]  # fmt: skip

    invent(InventedCentre(calls, ENDS, {"manager": cast.manager}))

    past = Callback.objects.all()
    # Of the 252 calls that ended a day before the end and were called not solved.
    assert 50 < len(past) < 101
    made = [one for one in past if one.kept_at is not None]
    assert 0.65 < len(made) / len(past) < 0.92
    assert all(one.due_at <= ENDS and one.is_over for one in past)
    assert all(one.promised_at < one.kept_at < one.due_at for one in made if one.kept_at)
    words = set(past.values_list("leg__dispositions__resolved", flat=True))
    assert (words, len({one.leg_id for one in past})) == ({"no"}, len(past))
