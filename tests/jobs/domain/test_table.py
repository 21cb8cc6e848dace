"""Lanes in words: those of the house, and those that a room named for its own work."""

from willet.jobs.domain.table import lane_name


def test_a_lane_of_one_kind_of_work_is_called_like_that() -> None:
    assert lane_name("authority.hand_on") == "Hand a grant on to the system that pays"
    assert (lane_name("mail"), lane_name("gone.lane")) == ("mail", "gone.lane")
