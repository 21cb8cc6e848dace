"""Agents compared over a lake's links: the mix allowed for, the small left unranked."""

from datetime import date

import duckdb
import pytest

from willet.core.cases.comparing import ADJUSTED_FOR, Comparison, compare, funnel_limits
from willet.core.records import LINKS


@pytest.fixture
def links() -> duckdb.DuckDBPyConnection:
    """
    | agent | topic | handled | solved |
    | ann   | hard  | 400     | 240    |
    | bob   | easy  | 400     | 360    |
    | cyd   | hard  | 200     | 100    |
    | cyd   | easy  | 200     | 180    |
    | new   | easy  | 5       | 0      |
    """
    con = duckdb.connect()
    con.execute(LINKS.ddl())
    drawn = [
        ("ann", "hard", 400, 240),
        ("bob", "easy", 400, 360),
        ("cyd", "hard", 200, 100),
        ("cyd", "easy", 200, 180),
        ("new", "easy", 5, 0),
    ]
    for agent, topic, n, solved in drawn:
        con.execute(
            "INSERT INTO links BY NAME SELECT $agent || $topic || i AS contact_id, $agent AS agent, "
            "'north' AS team, $topic AS topic, 'q' AS queue, 'inbound' AS direction, true AS handled, "
            "40 AS local_interval, 1 AS contact_no, i < $solved AS resolved, "
            "DATE '2021-01-04' + CAST(i % 2 AS INTEGER) AS local_date FROM range($n) AS t(i)",
            {"agent": agent, "topic": topic, "n": n, "solved": solved},
        )
    return con


def test_raw_shares_count_the_rows(links: duckdb.DuckDBPyConnection) -> None:
    found = compare(links)

    assert {(r.name, r.n, r.resolved) for r in found.rows} == {
        ("ann", 400, 240),
        ("bob", 400, 360),
        ("cyd", 400, 280),
        ("new", 5, 0),
    }
    assert found.overall == pytest.approx(880 / 1205)


def test_the_mix_of_topics_is_allowed_for(links: duckdb.DuckDBPyConnection) -> None:
    rows = {r.name: r for r in compare(links).rows}

    # Ann solves 60 % of hard topics where cyd solves 50 %: best of the hard, worst in the plain share.
    assert rows["ann"].raw < rows["cyd"].raw < rows["bob"].raw
    assert rows["ann"].adjusted > rows["cyd"].adjusted


def test_below_the_smallest_number_no_name_is_ranked(links: duckdb.DuckDBPyConnection) -> None:
    last = compare(links).rows[-1]

    assert (last.name, last.ranked, last.stands_out) == ("new", False, None)


def test_period_and_filters_narrow_the_comparison(links: duckdb.DuckDBPyConnection) -> None:
    one_day = compare(links, first=date(2021, 1, 4), last=date(2021, 1, 4), topic="hard")

    assert {(r.name, r.n) for r in one_day.rows} == {("ann", 200), ("cyd", 100)}


def test_teams_are_compared_as_agents_are(links: duckdb.DuckDBPyConnection) -> None:
    found = compare(links, by="team")

    assert [(r.name, r.n) for r in found.rows] == [("north", 1205)]
    assert found.adjusted_for == ADJUSTED_FOR


def test_comparison_of_nothing_has_no_rows(links: duckdb.DuckDBPyConnection) -> None:
    found = compare(links, queue="nowhere")

    assert (found.rows, found.overall) == ((), None)


def test_the_standardised_share_is_observed_over_expected_and_at_most_all(
    links: duckdb.DuckDBPyConnection,
) -> None:
    found = compare(links)

    assert found.overall is not None
    for row in found.rows:
        share = row.resolved / (row.expected * row.n) * found.overall
        assert row.standardised == pytest.approx(min(share, 1.0))


def test_funnel_limits_are_those_of_a_name_with_the_common_mix(
    links: duckdb.DuckDBPyConnection,
) -> None:
    """Cyd has the mix of all others together, nearly; the curve at cyd's size is cyd's own funnel, nearly."""
    found = compare(links)
    (cyd,) = [row for row in found.rows if row.name == "cyd"]

    assert funnel_limits(found, cyd.n, 0.95) == pytest.approx(cyd.funnel, abs=0.003)
    assert funnel_limits(found, cyd.n, 0.998) == pytest.approx(cyd.wide_funnel, abs=0.005)


def test_funnel_limits_by_hand() -> None:
    """A share of a half tells 1/4 of a log odd a contact: with 400 contacts the error is 1/10."""
    whole = Comparison("agent", (), 0.5, 0.0, 0.25)

    assert funnel_limits(whole, 400, 0.95) == pytest.approx((0.451157, 0.548843), abs=1e-6)
    assert funnel_limits(Comparison("agent", (), None, 0.0), 400, 0.95) == (0.0, 1.0)
