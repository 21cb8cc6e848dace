"""What changed between two wordings: nothing is lost of either, and no text takes long."""

from hypothesis import given
from hypothesis import strategies as st

from willet.levers.knowledge.domain.differences import MOST_LINES, TextLine, differences

TEXTS = st.lists(st.sampled_from(["", "a", "b", "c d"]), max_size=30)


def _read(lines: list[TextLine], kind: str) -> list[str]:
    return [line.text for line in lines if line.kind in {"same", kind}]


@given(TEXTS, TEXTS)
def test_both_wordings_can_be_read_in_it(before: list[str], after: list[str]) -> None:
    shown = differences("\n".join([*before, "."]), "\n".join([*after, "."]))

    assert (_read(shown, "gone"), _read(shown, "new")) == ([*before, "."], [*after, "."])


def test_one_line_changed_among_many_blank_ones_is_one_line() -> None:
    before = [line for number in range(400) for line in (f"step {number}", "")]
    after = [line.replace("step 200", "step two hundred") for line in before]

    shown = differences("\n".join(before), "\n".join(after))

    assert [(line.kind, line.text) for line in shown if line.kind != "same"] == [
        ("gone", "step 200"),
        ("new", "step two hundred"),
    ]


def test_lines_of_three_kinds_take_no_minute() -> None:
    """Compared line for line with each that is alike they took the cube: more than a minute."""
    before = [str(n % 3) for n in range(MOST_LINES)]
    after = [str(n * n % 3) for n in range(MOST_LINES)]

    shown = differences("\n".join(before), "\n".join(after))

    assert (_read(shown, "gone"), _read(shown, "new")) == (before, after)
