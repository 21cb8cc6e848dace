"""Countries of phone numbers: what is one, and what is not."""

import pytest

from willet.core.records import RequestError
from willet.core.sources.regions import region_named


@pytest.mark.parametrize(
    ("text", "region"), [("NL", "NL"), ("vn", "VN"), (" de ", "DE"), ("UK", "GB"), ("el", "GR")]
)
def test_a_country_is_known_however_it_is_written(text: str, region: str) -> None:
    assert region_named(text) == region


@pytest.mark.parametrize("text", ["", "ZZ", "N", "NLD", "3!", "Netherlands", "001", "ŃL"])
def test_what_is_no_country_is_named(text: str) -> None:
    with pytest.raises(RequestError) as refused:
        region_named(text)

    sentence = "is no country of phone numbers: two letters are wanted, such as NL or VN."
    assert str(refused.value) == f"{text!r} {sentence}"
