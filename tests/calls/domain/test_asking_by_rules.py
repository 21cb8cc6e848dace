"""The calls behind a figure follow the rules of linking that the figure was asked under."""

from pathlib import Path

import pytest
from django.http import QueryDict

from tests.scaffold.cast import EVERYONE
from willet.core.metrics.behind import Part
from willet.figures.domain.asking import read_lake
from willet.figures.domain.linking import LinkRules
from willet.figures.domain.selection import read_selection

RULES = (LinkRules(), LinkRules(1), LinkRules(12, "fixed", "ignored"))


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("metric", ["fcr_case", "next_contact_avoidance", "one_and_done_share"])
def test_as_many_rows_stand_behind_a_figure_as_it_says(
    lent_small_lake: Path, metric: str, rules: LinkRules
) -> None:
    reading = read_lake(EVERYONE)
    assert reading is not None
    assert reading.days is not None
    selection = read_selection(QueryDict("period=all"), newest=reading.days[1])
    linked = reading.under(rules)

    row = reading.ask([metric], selection=selection, params=rules.params).row

    parts: tuple[Part, ...] = ("denominator", "numerator")
    counted = [
        linked.count_behind(linked.behind(metric, selection=selection, part=part)) for part in parts
    ]
    assert counted == [row.n, round((row.value or 0) * row.n)]


@pytest.mark.journey("history")
def test_a_caller_who_came_back_after_twelve_days_is_one_case_of_two_contacts(
    lent_small_lake: Path,
) -> None:
    """
    k1 called on 2 March (c01) and 14 March (c12), the last day. Under 0 days these are two closed cases, under 11 the
    second waits, under 12 they are one case that opened long enough ago, under 13 one that did not.
    """
    reading = read_lake(EVERYONE)
    assert reading is not None
    assert reading.days is not None
    selection = read_selection(QueryDict("period=all"), newest=reading.days[1])
    firsts = {}
    for rules in map(LinkRules, (0, 11, 12, 13)):
        linked = reading.under(rules)
        found = linked.behind("pending_cases", selection=selection, part="denominator")
        shown = [str(row[0]) for row in linked.rows(found.sql, found.parameters)]
        firsts[rules.window_days] = [name for name in shown if name.endswith(("c01", "c12"))]

    assert {days: [name[-3:] for name in found] for days, found in firsts.items()} == {
        0: [],
        11: ["c12"],
        12: [],
        13: ["c01"],
    }
