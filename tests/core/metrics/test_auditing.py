"""The corrected figure: audits of whole cases say how often a verdict is right, and enter nothing else."""

from typing import Any

import pytest

HEAD = "case_id settled handled identified customer_key by_disposition resolved audited by_audit"


def centre(draw: Any, audits: int, *, whole: bool = True, untaken: int = 0) -> None:
    """400 taken cases of which agents call 300 solved; audits find every fifth yes wrong and every tenth no.

    | agent says | cases | audited             | found solved |
    |------------|-------|---------------------|--------------|
    | solved     | 300   | three in four of all| 4 in 5       |
    | not solved | 100   | the others          | 1 in 10      |
    """
    yes = audits * 3 // 4
    lines = []
    for n in range(400):
        said = n < 300
        place = n if said else n - 300
        checked = place < (yes if said else audits - yes)
        right = place % 5 > 0 if said else place % 10 == 0
        audit = str(right).lower() if checked else "-"
        lines.append(f"c{n} true 1 true {n} {said} {said} {checked and whole} {audit}")
    lines += [f"u{n} true 0 true {n + 1000} - - false -" for n in range(untaken)]
    draw("cases", "\n".join([HEAD, *lines]))


@pytest.mark.parametrize("untaken", [0, 100])
def test_enough_audits_correct_the_share_of_the_cases_somebody_took(
    draw: Any, ask: Any, untaken: int
) -> None:
    centre(draw, 200, untaken=untaken)

    row = ask("call_resolution").row

    # audits: of 150 called solved 120 were, of 50 called not solved 5 were
    yes_right, no_right = 120 / 125, 45 / 75
    taken = (300 / 400 + no_right - 1) / (yes_right + no_right - 1)
    assert row.audits == 200
    assert row.corrected is not None
    assert row.corrected.value == pytest.approx(taken * 400 / (400 + untaken))
    low, high = row.corrected.low, row.corrected.high
    assert low is not None
    assert high is not None
    assert low < row.corrected.value < high
    assert row.as_json()["corrected"] == row.corrected.value


@pytest.mark.parametrize(("audits", "given"), [(99, False), (100, True)])
def test_a_hundred_audits_are_enough(draw: Any, ask: Any, audits: int, given: bool) -> None:
    centre(draw, audits)

    answer = ask("call_resolution")

    assert (answer.row.audits, answer.row.corrected is not None) == (audits, given)
    words = (
        "audits judged 100 cases whole"
        if given
        else "judged 99 cases whole, and a correction needs 100"
    )
    assert any(words in str(note) for note in answer.notes)


def test_audits_of_a_part_of_a_case_correct_nothing(draw: Any, ask: Any) -> None:
    centre(draw, 200, whole=False)

    row = ask("call_resolution").row

    assert (row.audits, row.corrected) == (0, None)


def test_audits_move_neither_interval_nor_bounds(draw: Any, ask: Any, con: Any) -> None:
    centre(draw, 200)
    with_audits = ask("call_resolution").row
    con.execute("UPDATE cases SET by_audit = NULL, audited = FALSE")

    without = ask("call_resolution").row

    same = ("value", "low", "high", "bound_low", "bound_high", "coverage")
    assert [getattr(with_audits, name) for name in same] == [
        getattr(without, name) for name in same
    ]


@pytest.mark.parametrize(
    ("customer", "silence", "word", "verdict"),
    [
        ("true", "-", "false", True),
        ("false", "true", "true", False),
        ("-", "false", "true", False),
        ("-", "true", "false", False),
        ("-", "true", "-", True),
        ("-", "true", "true", True),
        ("-", "-", "true", True),
        ("-", "-", "false", False),
        ("-", "-", "-", None),
    ],
)
def test_what_is_corrected_is_what_would_be_said_without_the_audit(
    draw: Any, ask: Any, customer: str, silence: str, word: str, verdict: bool | None
) -> None:
    """100 cases alike, audits of all of which say solved: sensitivity is 1 or 0, or nothing can be checked."""
    said = "by_customer by_no_repeat by_disposition audited by_audit resolved"
    head = f"case_id settled handled identified customer_key {said}"
    alike = [f"c{n} true 1 true {n} {customer} {silence} {word} true true true" for n in range(100)]
    # one case that audits and everybody call unsolved, so that both kinds of right are known
    other = "d true 1 true 999 false - false true false false"
    draw("cases", "\n".join([head, *alike, other]))

    row = ask("call_resolution").row

    assert row.audits == (101 if verdict is not None else 1)
    assert (row.corrected is not None) == (verdict is True)
