"""What this room hands on is closed: who gets it cannot change it, nor give it an attribute by a slip of spelling."""

from tests.scaffold.values import changeable, without_slots


def test_values_are_closed() -> None:
    assert changeable("willet.imports") == set()
    assert without_slots("willet.imports") == set()
