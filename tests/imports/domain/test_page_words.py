"""No page tells its reader to pass a flag or to write a key: what it says names what to choose there."""

import re

import pytest

from willet.core.sources.table.gaps import LACKS, NO_SURVEY
from willet.core.sources.table.landing import NO_ZONE
from willet.core.sources.table.proposing.lengths import AS_UNIT
from willet.ui.messages import known_sayings, on_pages, translate

SPEAKS_OF_COMMANDS = re.compile(
    r"`|(?<![\w-])--[a-z]|\[columns|\bin the mapping\b| = \"|pip install|WILLET_|\(%\(field\)s\)"
)
# Only who runs the server can follow these, at its command line; a page has no field instead.
FOR_OPERATORS = {
    *("not_installed", "no_lake", "backup_sealed", "restore_at_work", "restore_home_in_use"),
    "lake_without_linker",
    # Why mail does not go: an administrator reads it among the jobs.
    *("mail_not_set_up", "mail_unreachable"),
    # What a program is told that asks the interface for programs.
    "bad_cursor",
    *("not_a_lake", "folder_of_other_things", "no_mapping_file"),
    # The remark of a proposed TOML, and the question of the command line: no page shows them.
    *("proposed_zone", "question.no_metric"),
    # Words of the rules that are typed in on that very page.
    *("rule.after_is", "rule.after_in"),
}
SLOT = re.compile(r"%\((\w+)\)s")


def test_what_speaks_of_commands_and_keys_is_said_otherwise_on_pages() -> None:
    speaking = {
        code
        for code, known in known_sayings().items()
        if SPEAKS_OF_COMMANDS.search(known.text) and not code.startswith(("test", "doctest"))
    }

    assert speaking - on_pages().keys() - FOR_OPERATORS == set()


@pytest.mark.parametrize("code", on_pages())
def test_a_sentence_of_a_page_is_of_the_same_values_and_names_no_command(code: str) -> None:
    core, page = known_sayings()[code], on_pages()[code]

    assert set(SLOT.findall(page.text)) <= set(SLOT.findall(core.text))
    assert bool(page.plural) == bool(core.plural)
    assert SPEAKS_OF_COMMANDS.search(page.text + page.plural) is None


def test_the_command_line_keeps_its_own_next_step() -> None:
    message = NO_ZONE()

    assert "--zone" in message
    assert translate(message) == (
        "The times in this file do not say their time zone. Choose it under “Time zone”."
    )


def test_a_unit_is_named_in_words_on_a_page() -> None:
    message = AS_UNIT(length_unit="day_fraction")

    assert translate(message) == (
        "its numbers have no unit; by their size they are fraction of a day (spreadsheet)"
    )


@pytest.mark.parametrize("field", LACKS)
def test_what_a_mapping_lacks_is_said_without_its_key(field: str) -> None:
    message = LACKS[field](field=field)

    assert str(message).endswith(f"({field})")
    assert translate(message) == str(message).removesuffix(f" ({field})")


@pytest.mark.parametrize("survey", ["csat", "nps", "ces"])
def test_a_survey_that_a_mapping_lacks_is_written_as_people_write_it(survey: str) -> None:
    assert translate(NO_SURVEY(survey=survey)) == f"this mapping has no {survey.upper()} answers"
