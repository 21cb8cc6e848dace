"""Records over several lines, and quotes that are forgotten."""

from willet.core.sources.table.records import MOST_LINES, Joined, joined


def join(lines: list[str], opened: list[int], *, last: bool = True, width: int = 2) -> Joined:
    return joined(lines, 1, opened, file="f.csv", delimiter=",", width=width, last=last)


def test_a_line_break_in_a_quoted_field_is_part_of_it() -> None:
    found = join(['a,"b', 'c"', "d,e"], [1])

    assert (found.records, found.taken, found.rejects) == ([(1, ["a", "b\nc"])], [1, 2], [])


def test_a_closing_line_is_not_taken_for_an_opening_one() -> None:
    found = join(['a,"b', 'c",', 'd,"e', 'f"'], [1, 3])

    assert found.rejects[0].line == 1  # three fields: a, b c, nothing
    assert found.records == [(3, ["d", "e\nf"])]


def test_a_forgotten_quote_costs_its_own_line_alone() -> None:
    found = join(['1,"open', "2,good", "3,good"], [1])

    assert [(r.line, r.rule) for r in found.rejects] == [
        (1, "a quote opens here and is never closed")
    ]
    assert found.taken == [1]


def test_a_forgotten_quote_does_not_swallow_lines_up_to_the_next_quote() -> None:
    """
    | line |                 |
    |------|-----------------|
    | 1    | `1,"open`       |
    | 2    | `2,good`        |
    | 3    | `3,"b, c"`      | would close the quote of line 1, in the middle of a field
    """
    found = join(['1,"open', "2,good", '3,"b, c"'], [1])

    assert [r.line for r in found.rejects] == [1]
    assert "not closed before the next one opens" in found.rejects[0].rule
    assert found.taken == [1]


def test_a_record_of_another_width_is_no_record() -> None:
    found = join(['1,"open', '2,good",x', "3,good"], [1])

    assert [r.line for r in found.rejects] == [1]
    assert "3 fields where the header has 2" in found.rejects[0].rule


def test_a_record_cut_off_by_the_block_waits_for_the_next() -> None:
    found = join(["1,a", '2,"open'], [2], last=False)

    assert (found.resume_at, found.rejects, found.records) == (2, [], [])


def test_no_record_waits_forever() -> None:
    found = join(['1,"open', *["x"] * MOST_LINES], [1], last=False)

    assert (found.resume_at, [r.line for r in found.rejects]) == (None, [1])


def test_a_reject_does_not_show_what_the_line_holds() -> None:
    (reject,) = join(['+4930123456,"open'], [1]).rejects

    assert "4930" not in reject.value
