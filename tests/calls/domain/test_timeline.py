"""A call drawn on a line, checked against a drawing by hand."""

from datetime import datetime, timedelta

from willet.calls.domain.timeline import Lane, Segment, VisitTimes, boxes, lanes

START = datetime(2026, 3, 15, 9, 0, 0)


def visit(title: str, after_s: float, **times: float | None) -> VisitTimes:
    known = {"wait_s": None, "ring_s": None, "talk_s": None, "hold_s": None, "acw_s": None}
    return VisitTimes(title, START + timedelta(seconds=after_s), **(known | times))


def test_a_transferred_call_has_a_lane_per_visit() -> None:
    """
    seconds   0    10        30 35        95      105  125       165
    menu      |menu|
    sales          |wait     |ring|talk   |hold(0)|
    support                              |wait ...|talk |acw
    """
    drawn = lanes(
        START,
        10.0,
        [
            visit("sales", 10, wait_s=25.0, ring_s=5.0, talk_s=60.0),
            visit("support", 95, wait_s=10.0, talk_s=20.0, acw_s=40.0),
        ],
    )

    assert drawn == [
        Lane("", (Segment("menu", 0.0, 10.0),)),
        Lane("sales", (Segment("wait", 10, 20.0), Segment("ring", 30, 5.0), Segment("talk", 35, 60.0))),
        Lane("support", (Segment("wait", 95, 10.0), Segment("talk", 105, 20.0), Segment("acw", 125, 40.0))),
    ]  # fmt: skip


def test_boxes_share_the_width_by_time() -> None:
    drawn = lanes(START, None, [visit("sales", 0, wait_s=25.0, talk_s=75.0)])
    assert [(b.x, b.y, b.width) for b in boxes(drawn)] == [
        ("0.0", "0.0", "250.0"),
        ("250.0", "0.0", "750.0"),
    ]


def test_a_second_in_an_hour_still_shows() -> None:
    drawn = lanes(START, None, [visit("sales", 0, wait_s=1.0, talk_s=3600.0)])
    assert boxes(drawn)[0].width == "3.0"


def test_a_call_without_any_known_duration_draws_nothing() -> None:
    assert boxes(lanes(START, None, [visit("sales", 0)])) == []


def test_ringing_longer_than_the_wait_is_capped_by_it() -> None:
    (lane,) = lanes(START, None, [visit("sales", 0, wait_s=4.0, ring_s=9.0)])
    assert lane.stretches == (Segment("ring", 0.0, 4.0),)


def test_ringing_shows_where_the_wait_is_not_known() -> None:
    (lane,) = lanes(START, None, [visit("sales", 0, ring_s=9.0)])
    assert lane.stretches == (Segment("ring", 0.0, 9.0),)
