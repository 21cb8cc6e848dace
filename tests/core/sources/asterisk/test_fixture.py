"""A log cut out of a busy day: conversations without a beginning, entries without an end, repeated lines."""

from pathlib import Path
from typing import Any

FIXTURE = Path(__file__).parent / "fixtures" / "asterisk2slack.queue_log"


def test_the_cut_out_log_folds_into_its_four_calls(fold: Any) -> None:
    """
    ENTERQUEUE   CONNECT   COMPLETE     call
    7 x          wait 10   10|122       1546015415.757927   whole, its entry repeated six times more
    once         wait 14   -            1546027663.761192   no end: talk unknown
    -            wait 6    6|228 4 x    1546023970.760296   no entry: the connection tells when it was
    -            -         10|406       1546023604.760166   only an end
    """
    cut = fold(FIXTURE, zone="UTC", region="US")
    assert cut.rows(
        "SELECT contact_id, epoch(entered_at), outcome, agent, wait_s, talk_s, ring_s, offers, unanswered_offers "
        "FROM visits ORDER BY contact_id"
    ) == [
        ("asterisk:1546015415.757927", 1546015415, "answered", "Agent 04", 10, 122, 9, 4, 3),
        (
            "asterisk:1546023604.760166",
            1546024020 - 416,
            "answered",
            "Agent 05",
            10,
            406,
            None,
            1,
            0,
        ),
        ("asterisk:1546023970.760296", 1546023970, "answered", "Agent 04", 6, 228, 6, 1, 0),
        ("asterisk:1546027663.761192", 1546027663, "answered", "Agent 04", 14, None, 14, 1, 0),
    ]


def test_blank_lines_are_no_rows(fold: Any) -> None:
    landing = fold(FIXTURE, zone="UTC").landing
    assert (landing.rows_read, landing.rows_folded, landing.rows_kept) == (21, 20, 1)
    assert landing.rejects.total == 0
