"""Consults as a table tells of them: a count, a yes or no, or a label of its own."""

from collections.abc import Callable
from typing import Any

import pytest

Importer = Callable[..., Any]
MAPPING = """
name = "desk"
zone = "UTC"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.tags]
from = "labels"
separator = ","
[columns.{field}]
from = "asked"
"""


@pytest.mark.parametrize(
    ("field", "asked", "tags"),
    [
        ("consults", ["0", "1", "12", ""], [None, ["consulted"], ["consulted"], None]),
        ("consulted", ["no", "yes", "TRUE", ""], [None, ["consulted"], ["consulted"], None]),
    ],
)
def test_contact_with_a_consult_is_tagged(
    importer: Importer, field: str, asked: list[str], tags: list[Any]
) -> None:
    rows = "".join(f"{n},2021-03-01,,{text}\n" for n, text in enumerate(asked))

    found = importer("id,at,labels,asked\n" + rows, mapping=MAPPING.format(field=field))

    assert found.column("tags") == tags


def test_tag_stands_among_the_files_own_labels_once(importer: Importer) -> None:
    found = importer(
        'id,at,labels,asked\n1,2021-03-01,"vip,angry",2\n2,2021-03-01,"vip,consulted",1\n3,2021-03-01,vip,0\n',
        mapping=MAPPING.format(field="consults"),
    )

    assert found.column("tags") == [["angry", "consulted", "vip"], ["consulted", "vip"], ["vip"]]


@pytest.mark.parametrize("name", ["consults", "Consulted"])
def test_column_of_that_name_needs_no_mapping(importer: Importer, name: str) -> None:
    found = importer(f"contact_id,arrived_at,{name}\n1,2021-03-01,1\n2,2021-03-01,0\n",
                     mapping=None, zone="UTC")  # fmt: skip

    assert found.rows("SELECT tags FROM contacts ORDER BY contact_id") == [
        (["consulted"],),
        (None,),
    ]


def test_count_that_is_none_costs_the_consult_and_not_the_call(importer: Importer) -> None:
    found = importer(
        "id,at,labels,asked\n1,2021-03-01,,-1\n", mapping=MAPPING.format(field="consults")
    )

    assert found.rejects == []
    assert found.column("tags") == [None]
    assert any("1 value of asked could not be read" in note for note in found.landing.notes)
