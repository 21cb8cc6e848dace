"""Lists: found in the lake, read in five languages, merged and taken apart, hidden; the key stays in every answer."""

from pathlib import Path

import pytest
from django.utils import translation

from tests.scaffold.cast import Cast
from tests.scaffold.commits import Committed
from willet.core.ask import ask
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.figures.domain.words import named, value_words
from willet.lists.domain.labels import is_hidden, label
from willet.lists.domain.seen import names_seen
from willet.lists.domain.verbs import entry_meant, entry_of, give_spelling
from willet.lists.models import EntrySpelling, ListEntry
from willet.people.agents.keeping import NOBODY, NamesError
from willet.people.agents.merging import merge, take_apart

pytestmark = pytest.mark.django_db


def figures(lake: Path, by: str) -> dict[object, float | None]:
    rows = ask(Lake.at(lake), Question.of("received", by=by)).rows
    return {row.keys[by]: row.value for row in rows if row.value}


def test_what_the_call_records_carry_is_found(small_lake: Path) -> None:
    assert names_seen("queue") == {"sales": 7, "support": 5}
    assert names_seen("topic") == {"=1+1": 1, "fault": 4, "order": 6}
    assert names_seen("disposition") == {}


def test_there_is_nothing_without_a_lake(home: Path) -> None:
    assert names_seen("queue") == {}
    assert label("queue", "sales") == "sales"


def test_words_are_shown_and_the_key_stays_in_answers(
    small_lake: Path, committed: Committed
) -> None:
    before = figures(small_lake, "queue")
    with committed():
        sales = entry_of("queue", "sales", by=NOBODY)
        sales.words = {"en": "Sales desk", "de": "Verkauf", "vi": "Bán hàng"}
        sales.save()

    assert figures(small_lake, "queue") == before
    shown = {}
    for language in ("en", "de", "vi", "nl"):
        with translation.override(language):
            shown[language] = value_words("queue", "sales")
    assert shown == {"en": "Sales desk", "de": "Verkauf", "vi": "Bán hàng", "nl": "Sales desk"}
    assert named("queue", "support") == "support"
    assert value_words("topic", "sales") == "sales"


def test_merged_entries_are_counted_as_one_and_taken_apart(
    small_lake: Path, committed: Committed
) -> None:
    before = figures(small_lake, "topic")
    with committed():
        order, fault = (entry_of("topic", name, by=NOBODY) for name in ("order", "fault"))
        merge(fault, order, by=NOBODY)
        give_spelling(order, "=1+1", by=NOBODY)
    assert figures(small_lake, "topic") == {"order": 11, None: 1}

    with committed():
        take_apart(fault, by=NOBODY)
        EntrySpelling.objects.get().delete()
    assert figures(small_lake, "topic") == before


def test_a_name_of_one_list_is_none_of_another(small_lake: Path, committed: Committed) -> None:
    with committed():
        give_spelling(entry_of("topic", "Sales", by=NOBODY), "sales", by=NOBODY)
        give_spelling(entry_of("queue", "Orders", by=NOBODY), "order", by=NOBODY)

    assert figures(small_lake, "queue") == {"sales": 7, "support": 5}
    assert figures(small_lake, "topic")["order"] == 6


def test_entries_in_a_circle_are_refused() -> None:
    one, two, three = (entry_of("queue", n, by=NOBODY) for n in ("one", "two", "three"))
    merge(one, two, by=NOBODY)
    merge(two, three, by=NOBODY)

    with pytest.raises(NamesError, match="one counts as three already"):
        merge(three, one, by=NOBODY)
    with pytest.raises(NamesError, match="one counts as three already"):
        merge(one, entry_of("queue", "four", by=NOBODY), by=NOBODY)


def test_a_spelling_means_one_entry_of_its_list() -> None:
    sales, support = (entry_of("queue", n, by=NOBODY) for n in ("sales", "support"))
    give_spelling(sales, "q1", by=NOBODY)
    give_spelling(support, "q1", source="asterisk@south", by=NOBODY)

    assert give_spelling(sales, " q1 ", by=NOBODY).entry == sales
    with pytest.raises(NamesError, match="“q1” means sales already"):
        give_spelling(support, "q1", by=NOBODY)
    with pytest.raises(NamesError, match="an entry of its own"):
        give_spelling(support, "sales", by=NOBODY)
    with pytest.raises(NamesError, match="“q1” means sales already"):
        entry_of("queue", "q1", by=NOBODY)
    assert entry_meant("queue", "q1") == sales
    assert entry_meant("topic", "q1") is None
    assert ListEntry.objects.count() == 2


@pytest.mark.journey("history")
def test_hidden_entries_are_left_out_of_filters(
    cast: Cast, small_lake: Path, committed: Committed
) -> None:
    client = cast.client("manager")
    assert 'value="support"' in client.get("/?period=all").content.decode()

    with committed():
        support = entry_of("queue", "support", by=cast.manager)
        support.is_hidden = True
        support.save()

    assert is_hidden("queue", "support")
    assert 'value="support"' not in client.get("/?period=all").content.decode()
    assert 'value="support"' in client.get("/?period=all&queue=support").content.decode()


def test_a_damaged_file_shows_names_as_they_are(small_lake: Path) -> None:
    (small_lake / "dimension.json").write_text("{")

    assert label("queue", "sales") == "sales"


def test_what_changes_nothing_tells_the_lake_nothing(
    small_lake: Path, committed: Committed
) -> None:
    with committed():
        entry = entry_of("topic", "Moving", by=NOBODY)
        give_spelling(entry, "Umzug", by=NOBODY)
    names = small_lake / "dimension.json"
    assert "Umzug" in names.read_text()
    names.write_text("{")

    with committed():
        assert entry_of("topic", "Moving", by=NOBODY) == entry
        give_spelling(entry, "Umzug", by=NOBODY)
    assert names.read_text() == "{"

    with committed():
        entry_of("topic", "Invoice", by=NOBODY)
    assert "Umzug" in names.read_text()


@pytest.mark.django_db
def test_a_source_longer_than_any_is_refused() -> None:
    entry = entry_of("queue", "sales", by=NOBODY)

    with pytest.raises(NamesError, match="longer than 80"):
        give_spelling(entry, "verkoop", source="s" * 81, by=NOBODY)
    assert give_spelling(entry, "verkoop", source=f" {'s' * 80} ", by=NOBODY).source == "s" * 80
