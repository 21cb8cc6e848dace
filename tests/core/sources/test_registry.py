"""Sources by name, of one phone system or of one of several."""

import pytest

from willet.core.records import RequestError, UnknownNameError
from willet.core.sources import hints_of, is_known, source_named


def test_a_source_of_one_phone_system_of_several_has_ids_of_its_own() -> None:
    north = source_named("asterisk@north")

    assert (north.name, hints_of(north).contact_id) == (
        "asterisk@north",
        "'asterisk@north:' || callid",
    )
    assert source_named("asterisk").name == "asterisk"


@pytest.mark.parametrize(
    "name", ["asterisk@", "asterisk@North", "asterisk@a b", "asterisk@'", "asterisk@a@b", "table@x"]
)
def test_what_names_no_phone_system_is_refused(name: str) -> None:
    with pytest.raises(RequestError):
        source_named(name)


@pytest.mark.parametrize("name", ["asterix", "asterix@north", ""])
def test_an_unknown_source_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(UnknownNameError):
        source_named(name)


@pytest.mark.parametrize(
    ("name", "known"),
    [("asterisk", True), ("asterisk@north", True), ("table", True), ("rooms@x", False)],
)
def test_whose_rows_can_be_folded(name: str, known: bool) -> None:
    assert is_known(name) is known
