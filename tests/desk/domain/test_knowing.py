"""Who is calling, where one person is known by a number and by an address: linking joins them under one key."""

from pathlib import Path

from tests.desk.conftest import Phones
from tests.levers.surveys.asking import reading
from willet.core.intake import import_files
from willet.desk.domain.knowing import known_of

MAPPING = """
name = "pbx"
zone = "UTC"
region = "NL"
[columns]
contact_id = { from = "id" }
arrived_at = { from = "when", format = "%Y-%m-%d %H:%M" }
customer_number = { from = "phone" }
customer_email = { from = "mail" }
"""
CUSTOMERS = range(10, 22)
"""Which of both keys a customer has is chance: of twelve some have the one and some the other."""


def rows() -> list[str]:
    """Of each customer a call with number and address, and a later mail that has the address alone."""
    both = [f"a{n},2026-03-02 09:00,06123456{n},c{n}@customers.example" for n in CUSTOMERS]
    return [*both, *(f"b{n},2026-03-20 09:00,,c{n}@customers.example" for n in CUSTOMERS)]


def test_caller_is_known_by_every_contact_of_the_person(phones: Phones, home: Path) -> None:
    (home / "mapping.toml").write_text(MAPPING)
    (home / "calls.csv").write_text("\n".join(["id,when,phone,mail", *rows()]) + "\n")
    import_files(home / "lake", "table", [home / "calls.csv"], mapping=home / "mapping.toml")

    known = {}
    for n in CUSTOMERS:
        leg = phones.tell(call_id=f"c{n}", number=f"+316123456{n}")
        known[n] = [c.contact_id for c in known_of(reading(), leg.call).contacts]

    assert known == {n: [f"pbx:b{n}", f"pbx:a{n}"] for n in CUSTOMERS}
    assert known_of(reading(), phones.tell(call_id="x", number="+31612345699").call).contacts == []
