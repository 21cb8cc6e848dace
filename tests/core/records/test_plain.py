"""JSON from outside: its value, or a ValueError whatever it is."""

import pytest

from willet.core.records.plain import parsed_json


def test_a_value_is_read() -> None:
    assert parsed_json(b'{"a": [1, null]}') == {"a": [1, None]}


@pytest.mark.parametrize("text", [b"", "{", b"\xff", "[" * 100_000, '{"a":' * 100_000, "1" * 5000])
def test_whatever_else_comes_is_a_value_error(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        parsed_json(text)
