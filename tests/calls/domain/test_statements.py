"""The table of what was said: unknown stays empty, and names and moments are written by the page."""

from datetime import datetime

from willet.calls.domain.statements import statements_table
from willet.calls.domain.story import Judgement


def test_statements_are_rows_and_what_is_not_known_stays_empty() -> None:
    # kind        | solved | cause     | by  | at
    # audit       | no     | authority | Eva | 4 March
    # customer    | yes    |           |     |
    said = [
        Judgement("audit", False, "authority", datetime(2024, 3, 4, 9), "Eva"),
        Judgement("customer", True, None, None, None),
    ]

    table = statements_table(said, name=str.upper, when=lambda at: f"{at:%d %B}")

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["a quality audit", "no", "agent not allowed", "EVA", "04 March"],
        ["the customer’s answer", "yes", "", "", ""],
    ]
