"""What a spreadsheet would run stands as a text; what is a number stays one."""

import pytest

from willet.core.records import harmless


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize(
    "before", ["", " ", "\n", "\r\n", "\t", "\u00a0", "\u200b", "\ufeff", "\x01"]
)
def test_a_sign_of_formulas_is_guarded_whatever_stands_before_it(sign: str, before: str) -> None:
    text = f"{before}{sign}HYPERLINK(1)"

    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\n1", "\tx", "\rx"])
def test_a_text_that_begins_on_a_new_cell_is_guarded(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", [-5, -5.25, 0, None, True, "-5", "-5.25", "-1,234.5", "-5 %", "-1e-7"]
)
def test_numbers_below_zero_stay_numbers(value: object) -> None:
    assert harmless(value) is value


@pytest.mark.parametrize("text", ["+49 30 123456", "-5+cmd", "-", "--1", "-1-1", "+1"])
def test_a_sign_without_a_plain_number_is_guarded(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "sales", "a=1", "1+1", "x@y.org", "'=1", "Kỹ thuật", "1\n=2"])
def test_other_texts_stay(text: str) -> None:
    assert harmless(text) == text
