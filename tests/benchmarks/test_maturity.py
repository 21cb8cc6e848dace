"""The edges of short records against endless worlds, in small: every figure near what those would give."""

import numpy as np
import pytest

from benchmarks.endless import KINDS, Contacts, linked, truths
from benchmarks.maturity import METRICS, OF_CONTACTS, Held, held, table


def errors(days: int, window: int) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for number, kind in enumerate(KINDS):
        for one in held(kind, days, 3, 70 + number, (window,)):
            found.setdefault(one.metric, []).append(one)
    return found


@pytest.mark.proof
def test_a_month_under_a_week_is_near_the_endless_worlds() -> None:
    """18 worlds under both rules, in points: the rest is what a window on either side cannot see."""
    found = errors(28, 7)

    means = {name: np.mean([np.nanmean(k.error) for k in kinds]) for name, kinds in found.items()}
    assert {
        name: round(100 * abs(mean), 1) <= 0.5 for name, mean in means.items()
    } == dict.fromkeys(METRICS, True)


@pytest.mark.proof
def test_a_month_under_two_weeks_gives_no_figure_of_cases() -> None:
    lines = table([one for kinds in errors(28, 14).values() for one in kinds])

    refused = {line.split()[1] for line in lines if "no figure" in line}
    assert refused == set(METRICS) - set(OF_CONTACTS)


@pytest.mark.parametrize(("link", "opens"), [("chain", [0, 8]), ("fixed", [0, 3, 8])])
def test_oracle_links_three_calls_by_hand(link: str, opens: list[int]) -> None:
    # one customer, one topic, window 2: days 0, 1.5, 3, 8
    same, yes, silent = np.zeros(4, int), np.ones(4, bool), np.full(4, -1)
    days = np.array([0, 1.5, 3, 8])
    rows = Contacts(same, same, same, days, yes, yes, silent, silent, ~yes)

    at = linked(rows, 2, link)

    assert at.rows.at[at.opens].tolist() == opens
    above, below = truths(rows, 28, 2, link)["contacts_per_case"]
    assert (above[0], below[0]) == {"chain": (1, 1), "fixed": (2, 2)}[link]
