"""Which look at a running plan it is: counted in whole weeks from its first day."""

from datetime import date, timedelta

import pytest

from willet.core.effects.inference import look_levels
from willet.core.effects.looking import Look, look_at
from willet.core.effects.request import EffectRequest

START = date(2024, 3, 4)


def day(n: int) -> date:
    return START + timedelta(days=n)


def asked(
    *until: int | None, watched: bool = False, starts: tuple[int, ...] | None = None
) -> EffectRequest:
    """One unit that is never exposed, and one for each last day; exposed from the start, if not otherwise said."""
    begins = starts or (0,) * len(until)
    rows: list[dict[str, object]] = [{"unit": "never", "assigned_from": None}]
    for n, (begin, end) in enumerate(zip(begins, until, strict=True)):
        last = None if end is None else day(end)
        rows.append({"unit": f"u{n}", "assigned_from": day(begin), "until": last})
    return EffectRequest.of("fcr_case", rows, "agent", watched=watched)


@pytest.mark.parametrize(
    ("until", "last", "number", "looks"),
    [
        (27, 0, 1, 4),
        (27, 6, 1, 4),
        (27, 12, 1, 4),
        (27, 13, 2, 4),
        (27, 26, 3, 4),
        (28, 13, 2, 5),  # a day more begins a week more
        (28, 27, 4, 5),
        (3, 2, 1, 1),
        (7 * 104 - 1, 13, 2, 104),
        (7 * 104, 13, 2, 104),
        (7 * 200, 7 * 150, 104, 104),
    ],
)
def test_each_whole_week_since_the_start_is_a_look(
    until: int, last: int, number: int, looks: int
) -> None:
    level = look_levels(looks)[number - 1]

    assert look_at(asked(until), day(last)) == Look(day(until), number, looks, level)


def test_a_plan_runs_until_its_last_unit_is_done_and_from_the_day_of_its_first() -> None:
    look = look_at(asked(13, 27, starts=(7, 0)), day(20))

    assert look == Look(day(27), 3, 4, look_levels(4)[2])


@pytest.mark.parametrize(("last", "there"), [(26, True), (27, False), (40, False)])
def test_a_plan_that_is_over_is_looked_at_once(last: int, there: bool) -> None:
    assert (look_at(asked(27, 13), day(last)) is not None) == there


@pytest.mark.parametrize("last", [27, 40])
def test_one_that_was_watched_has_its_last_look_when_it_is_over(last: int) -> None:
    look = look_at(asked(27, watched=True), day(last))

    assert look == Look(day(27), 4, 4, look_levels(4)[3])


def test_no_plan_runs_where_one_of_the_exposed_has_no_last_day_or_before_the_first() -> None:
    assert look_at(asked(27, None), day(13)) is None
    assert look_at(asked(None), day(13)) is None
    assert look_at(asked(27), day(-1)) is None
    assert look_at(asked(27), day(0)) is not None
