"""A mapping written as TOML is read as the same mapping, whatever its texts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willet.core.records import spelled
from willet.core.sources.table import parse_mapping, read_mapping
from willet.core.sources.table.mapping import Drop, FileForm, Rule, TableMapping
from willet.core.sources.table.writing import HEAD, toml_of

EXAMPLES = sorted((Path(__file__).parents[4] / "examples" / "mappings").glob("*.toml"))
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12).map(spelled).filter(bool)
RULES = st.one_of(
    st.builds(Rule, columns=st.lists(TEXTS, min_size=1, max_size=2, unique=True).map(tuple)),
    st.builds(
        Rule,
        columns=st.tuples(TEXTS),
        values=st.dictionaries(TEXTS, TEXTS, max_size=3).map(lambda d: tuple(d.items())),
        other=st.none() | TEXTS,
        nulls=st.lists(TEXTS, max_size=2).map(tuple),
        when=st.dictionaries(
            TEXTS, st.lists(TEXTS, min_size=1).map(tuple), min_size=1, max_size=2
        ).map(lambda d: tuple(d.items())),
        otherwise=st.none() | TEXTS,
    ),
)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_written_as_it_was_read(path: Path) -> None:
    mapping = read_mapping(path)

    assert parse_mapping(toml_of(mapping)) == mapping


@pytest.mark.journey("law")
@given(
    queue=st.lists(RULES, min_size=1, max_size=2).map(tuple),
    column=TEXTS,
    why=TEXTS,
    form=st.builds(FileForm, skip=st.integers(0, 9), sheet=st.none() | st.just("Anrufe \\ 2025")),
    remark=st.text(max_size=20),
)
def test_any_text_comes_back_as_it_is(
    queue: tuple[Rule, ...], column: str, why: str, form: FileForm, remark: str
) -> None:
    mapping = TableMapping(
        "calls",
        {
            "contact_id": (Rule(columns=(column,)),),
            "arrived_at": (Rule(date=column, time="T", formats=("%d.%m.%Y",)),),
            "queue": queue,
            "wait_s": (Rule(between=(column, "B")),),
        },
        file=form,
        drops=(Drop(((column, (why,)),), why),),
        row="legs",
    )

    text = toml_of(mapping, {HEAD: [remark], "queue": [remark]})

    assert parse_mapping(text) == mapping
