"""What is proposed as one person, and what is not: five languages, both orders, short forms, extensions."""

import pytest

from willet.people.agents.proposals import proposals


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("Anna Weber", "ANNA WEBER", "same"),
        ("Anna Weber", "anna  weber", "same"),
        ("Anna Weber", "Weber, Anna", "order"),
        ("Anna Weber", "Weber Anna", "order"),
        ("Anna Weber", "a.weber", "short"),
        ("Anna Weber", "aweber", "short"),
        ("Anna Weber", "anna.weber@example.org", "marks"),
        ("Anna Weber", "A. Weber", "short"),
        ("José Muñoz", "Jose Munoz", "marks"),
        ("Jürgen Groß", "JURGEN GROSS", "marks"),
        ("Trần Thị Linh", "Tran Thi Linh", "marks"),
        ("Trần Thị Linh", "Linh Tran Thi", "order"),
        ("Trần Thị Linh", "linhtt", "short"),
        ("Đỗ Văn Nam", "do van nam", "marks"),
        ("Otto Kern (101)", "SIP/101", "extension"),
        ("Otto Kern 101", "101", "extension"),
    ],
)
def test_two_spellings_of_one_person_are_proposed(name: str, other: str, reason: str) -> None:
    (one,) = proposals([other, name, "Somebody Else"])

    assert ({one.name, one.other}, one.reason) == ({name, other}, reason)


@pytest.mark.parametrize(
    "names",
    [
        ["Anna Weber", "Anne Weber"],
        ["Anna Weber", "Anna"],
        ["Anna Weber", "b.weber"],
        ["Anna Weber", "Alex Weber", "a.weber"],
        ["Anna Weber 101", "Anna Weber 102"],
        ["Otto Kern 101", "SIP/1011"],
        ["Otto 101", "Bea 101", "SIP/101"],
        ["SIP/101", "SIP/102"],
        ["101", "102", "", "  ", "//"],
    ],
)
def test_what_may_well_be_two_people_is_not(names: list[str]) -> None:
    assert proposals(names) == []


def test_a_pair_told_apart_is_not_proposed_again() -> None:
    names = ["José", "Jose"]

    assert len(proposals(names)) == 1
    assert proposals(names, frozenset({("Jose", "José")})) == []


def test_ten_thousand_agents_are_looked_through() -> None:
    letters = "abcdefghij"
    names = [
        f"{a}{b}na {c}{d}ber" for a in letters for b in letters for c in letters for d in letters
    ]

    assert proposals([*names, "Weber Anna".upper(), "aana aaber (7001)"]) != []
