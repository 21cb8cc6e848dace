"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from typing import Final

from tests.scaffold.values import changeable, without_slots

FILLED: Final = {"domain.htmltexts:MarkdownWriter", "domain.htmltexts:_Mark"}
"""What is filled while work goes on; a new one is a decision."""


def test_values_are_closed() -> None:
    assert changeable("willet.levers.knowledge") == FILLED
    assert without_slots("willet.levers.knowledge") == set()
