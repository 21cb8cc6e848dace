"""Texts that mention somebody who was erased: only they go, however it is written; the rest stays to the letter."""

import pytest

from willet.core.lake.erased import Forgotten, Tombstone, hash_of
from willet.core.lake.mentions import mentions, scrubbed, without
from willet.core.sources.identity import email_key, id_key, keyed

SALT, KEY = "salt", bytes(range(32))
KEYS = (
    keyed("number:+31612345678", KEY),
    email_key("ann@b.example", KEY),
    id_key("cust-4711", KEY),
    id_key("12", KEY),
)
STONES = [
    *(Tombstone("person", hash_of(str(key), SALT), "2026-12-31") for key in KEYS),
    Tombstone("case", hash_of("T-815", SALT), "2026-12-31", "erased-1"),
    Tombstone("agent", hash_of("Wilma van der Berg", SALT), "2026-12-31", "former-1"),
    Tombstone("agent", hash_of("SIP/31", SALT), "2026-12-31", "former-2"),
    Tombstone("agent", hash_of("7", SALT), "2026-12-31", "former-3"),
]
GONE = Forgotten.of(STONES, SALT, key=KEY, region="NL")
TABLE = """
text                                          | instead
Wilma van der Berg                            | former-1
asked Wilma van der Berg, who knew            | asked former-1, who knew
“Wilma van der Berg”: “no”                    | “former-1”: “no”
calls of Wilma van der Berg.csv               | calls of former-1.csv
Wilma van den Berg                            | Wilma van den Berg
wilma van der berg                            | wilma van der berg
by SIP/31 and SIP/312                         | by former-2 and SIP/312
7                                             | former-3
7 rows of 77                                  | 7 rows of 77
call 06 1234 5678 back                        | call … back
call +31 (6) 12345678.                        | call ….
0031612345678|0612345679                      | …|0612345679
on 2026-03-02 09:00:00                        | on 2026-03-02 09:00:00
mail <Ann@B.example>, not ann@b.example.org   | mail <…>, not ann@b.example.org
id cust-4711; cust-47110                      | id …; cust-47110
ticket T-815                                  | ticket …
12 rows, 12                                   | 12 rows, 12
"""


def rows() -> list[tuple[str, str]]:
    lines = TABLE.strip("\n").splitlines()[1:]
    return [tuple(cell.strip() for cell in line.rpartition(" | ")[::2]) for line in lines]  # type: ignore[misc] # two


@pytest.mark.parametrize(("text", "instead"), rows())
def test_a_text_keeps_all_but_whoever_was_erased(text: str, instead: str) -> None:
    assert without(text, GONE) == instead
    assert mentions({"a": [text, 1, None]}, GONE) == (text != instead)
    assert without(instead, GONE) == instead


def test_values_of_json_keep_their_form() -> None:
    value = {"SIP/31": ["SIP/31", 4, None, True, {"x": "T-815"}]}

    assert scrubbed(value, GONE) == {"SIP/31": ["former-2", 4, None, True, {"x": "…"}]}


def test_without_the_customers_key_names_are_known_alone() -> None:
    bare = Forgotten.of(STONES, SALT)

    assert without("SIP/31 called 0612345678", bare) == "former-2 called 0612345678"
