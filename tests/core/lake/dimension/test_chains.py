"""Which name a spelling comes to: settled before found, one source before every one, and no way round in circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.lake.dimension.chains import Names
from willet.core.lake.dimension.rows import Spelt

# settled by a person        | found in the facts
# every: a.weber -> Anna     | pbx: 31 -> SIP/31,  pbx: Agent/31 -> SIP/31
# pbx:   SIP/31  -> Anna     | every: old -> older -> oldest
# other: anna    -> Anna B
# every: anna    -> Anna
NAMES = Names.of(
    [
        Spelt("agent", "", "a.weber", "Anna"),
        Spelt("agent", "pbx", "SIP/31", "Anna"),
        Spelt("agent", "other", "anna", "Anna B"),
        Spelt("agent", "", "anna", "Anna"),
    ],
    [
        Spelt("agent", "pbx", "31", "SIP/31"),
        Spelt("agent", "pbx", "Agent/31", "SIP/31"),
        Spelt("agent", "", "old", "older"),
        Spelt("agent", "", "older", "oldest"),
        Spelt("queue", "", "sales", "Sales"),
    ],
)


@pytest.mark.parametrize(
    ("source", "spelt", "name"),
    [
        ("pbx", "31", "Anna"),
        ("pbx", "Agent/31", "Anna"),
        ("other", "31", "31"),
        ("pbx", "a.weber", "Anna"),
        ("other", "anna", "Anna B"),
        ("pbx", "anna", "Anna"),
        ("", "anna", "Anna"),
        ("pbx", "old", "oldest"),
        ("pbx", "nobody", "nobody"),
        ("pbx", "sales", "sales"),
    ],
)
def test_a_spelling_comes_to_its_last_name(source: str, spelt: str, name: str) -> None:
    assert NAMES.name("agent", source, spelt) == name


def test_a_settled_name_is_no_spelling_of_somebody_else() -> None:
    swapped = Names.of(
        [Spelt("agent", "", "Ann", "Bea"), Spelt("agent", "", "Bea", "Ann")],
        [],
    )

    assert [swapped.name("agent", "x", n) for n in ("Ann", "Bea")] == ["Bea", "Ann"]


def test_found_spellings_in_a_circle_are_one_name() -> None:
    round_about = Names.of([], [Spelt("topic", "", a, b) for a, b in ("ab", "bc", "cb")])

    assert [round_about.name("topic", "", n) for n in "abcd"] == ["b", "b", "b", "d"]


def test_a_spelling_of_two_persons_has_no_one_name() -> None:
    assert NAMES.one("agent", "31") == "Anna"
    assert NAMES.one("agent", "anna") == "anna"
    assert NAMES.one("agent", "nobody") == "nobody"


_WORDS = st.sampled_from("abcd")
_ROWS = st.lists(
    st.builds(Spelt, st.just("agent"), st.sampled_from(["", "x", "y"]), _WORDS, _WORDS), max_size=9
)


@given(_ROWS, _ROWS)
def test_the_rows_that_are_joined_say_what_the_names_say(
    settled: list[Spelt], found: list[Spelt]
) -> None:
    names = Names.of(settled, found)
    rows = names.rows("agent")

    for source in ("", "x", "y", "z"):
        for spelt in "abcde":
            joined = rows.get((source, spelt), rows.get(("", spelt), spelt))
            assert joined == names.name("agent", source, spelt)
