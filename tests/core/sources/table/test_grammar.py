"""A mapping file with mistakes says all of them at once, and what was meant."""

from pathlib import Path

import pytest

from willet.core.records import RequestError
from willet.core.sources.table import parse_mapping, read_mapping
from willet.core.sources.table.fields import FIELDS
from willet.core.sources.table.mapping import Rule

EXAMPLES = Path(__file__).parents[4] / "examples/mappings"
GOOD = """
name = "desk"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(RequestError) as caught:
        parse_mapping(text)
    return str(caught.value).split("\n- ")[1:]


def test_the_least_mapping() -> None:
    mapping = parse_mapping(GOOD)

    assert mapping.name == "desk"
    assert mapping.rules == {
        "contact_id": (Rule(columns=("id",)),),
        "arrived_at": (Rule(columns=("at",)),),
    }
    assert mapping.columns == ("id", "at")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda p: p.name)
def test_every_example_is_without_mistakes(path: Path) -> None:
    assert read_mapping(path).name


def test_the_template_shows_every_field() -> None:
    assert set(read_mapping(EXAMPLES / "generic_calls.toml").rules) == set(FIELDS)


def test_all_mistakes_are_named_at_once() -> None:
    text = """
    name = "My Desk"
    zone = "Europe/Berln"
    region = "XX"
    titel = "x"
    [file]
    format = "cvs"
    encoding = "utf-99"
    [columns.contact_id]
    from = "id"
    constant = "x"
    [columns.arived_at]
    from = "at"
    [columns.wait_s]
    from = "w"
    unit = "sec"
    [columns.outcome]
    from = "o"
    values = { Y = "answerd" }
    [columns.local_date]
    from = "d"
    """

    found = mistakes(text)

    places = [m.split(": ")[0] for m in found]
    assert sorted(places) == sorted(
        [
            "name",
            "zone",
            "region",
            "titel",
            "file.format",
            "file.encoding",
            "columns.contact_id",
            "columns.arived_at",
            "columns.arrived_at",
            "columns.wait_s.unit",
            "columns.outcome.values.Y",
            "columns.local_date",
        ]
    )
    text = "\n".join(found)
    for meant in ("'Europe/Berlin'", "'title'", "'csv'", "'arrived_at'", "'answered'"):
        assert f"Did you mean {meant}?" in text


@pytest.mark.parametrize(
    ("lines", "place", "words"),
    [
        ('[columns.queue]\nform = "q"', "columns.queue", "says not where"),
        ('[columns.queue]\nfrom = "q"\nunit = "s"', "columns.queue.unit", "does not apply"),
        ("[columns.queue]\nfrom = 3\n", "columns.queue.from", "must be a text"),
        ('[columns.talk_s]\nbetween = ["a"]', "columns.talk_s.between", "two columns"),
        ('[columns.talk_s]\nfrom = "a"\nformat = "%H"', "columns.talk_s.format", "unit"),
        ('[columns.revised_at]\ndate = "a"', "columns.revised_at", "both"),
        (
            '[columns.revised_at]\nfrom = "a"\nformat = "dd.mm"',
            "columns.revised_at.format",
            "pattern",
        ),
        ('[columns.revised_at]\nfrom = "a"\nformat = "%Y %Q"', "columns.revised_at.format", "%Q"),
        ('[columns.revised_at]\nfrom = "a"\nformat = "%z %Y"', "columns.revised_at.format", "end"),
        (
            '[columns.resolved]\nfrom = "a"\nvalues = { Y = "si" }',
            "columns.resolved.values.Y",
            "true",
        ),
        (
            '[columns.transfers]\nfrom = "a"\nvalues = { Y = "si" }',
            "columns.transfers.values.Y",
            "number",
        ),
        ('[columns.queue]\nfrom = "a"\nwrong = "keep"', "columns.queue.wrong", "customer"),
        ("[columns.queue]\nfrom_content = true", "columns.queue.from_content", "contact_id"),
        ('[[drop]]\nwhy = "x"', "drop[1].when", "needed"),
        ("[[drop]]\nwhen = {}", "drop[1].when", "column"),
        ('[[evidence]]\nfrom = "a"', "evidence[1].kind", "needed"),
        ('[[evidence]]\nkind = "audt"\nfrom = "a"', "evidence[1].kind", "'audit'"),
        ('[[survey]]\ninstrument = "mood"\nfrom = "a"', "survey[1].scale", "lowest-highest"),
        ('[[survey]]\ninstrument = "csat"\nscale = "5-1"\nfrom = "a"', "survey[1].scale", "lowest"),
        ('[file]\ndelimiter = ";;"', "file.delimiter", "one character"),
        ("[file]\nskip = -1", "file.skip", "0 or more"),
    ],
)
def test_one_mistake(lines: str, place: str, words: str) -> None:
    found = [m for m in mistakes(GOOD + lines) if m.startswith(f"{place}: ")]

    assert found
    assert words in found[0]


def test_a_judgement_stands_once() -> None:
    both = '[columns.resolved]\nfrom = "a"\n[[evidence]]\nkind = "disposition"\nfrom = "b"'

    assert mistakes(GOOD + both) == [
        "evidence: says the same as columns.resolved; keep one of the two"
    ]


def test_not_toml_at_all() -> None:
    with pytest.raises(RequestError, match=r"is not TOML: .*line 1"):
        parse_mapping("name = desk")


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="There is no file"):
        read_mapping(tmp_path / "none.toml")


def test_the_name_of_another_source_is_taken() -> None:
    assert "take another" in mistakes(GOOD.replace("desk", "asterisk"))[0]
