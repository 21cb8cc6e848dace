"""Rows folded by an earlier version of a source are folded anew by themselves, with the words of today.

A log says `resolved=có`; the version before read no Vietnamese. Its lake is one whose manifest names that version.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from willet.core.intake import import_files, renew
from willet.core.lake import Lake
from willet.core.sources import hints_of, source_named
from willet.core.sources.asterisk import SOURCE, statements
from willet.core.sources.verdicts import judged

T = 1772438400
LOG = f"""{T}|{T}.1|desk|NONE|ENTERQUEUE||+31205550400|1
{T + 10}|{T}.1|desk|SIP/31|CONNECT|10|x|9
{T + 70}|{T}.1|desk|SIP/31|COMPLETEAGENT|10|60|1
{T + 80}|{T}.1|desk|SIP/31|INFO|DISPOSITION|resolved=có;topic=x
"""


@pytest.fixture
def earlier(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The lake as the version before left it."""
    log = tmp_path / "queue_log"
    log.write_text(LOG, encoding="utf-8")
    with monkeypatch.context() as past:
        unread = statements._STATED.replace(judged("word"), "CAST(NULL AS BOOLEAN)")
        past.setattr(statements, "_STATED", unread)
        version = SOURCE.hints.version - 1
        earlier_source = replace(SOURCE, hints=replace(SOURCE.hints, version=version))
        past.setattr("willet.core.sources.asterisk.SOURCE", earlier_source)
        import_files(place, "asterisk", [log], zone="Europe/Amsterdam")
    return place


def resolved(place: Path) -> list[object]:
    with Lake.at(place).snapshot().connect() as con:
        return [row[0] for row in con.execute("SELECT resolved FROM contacts").fetchall()]


@pytest.mark.journey("history")
def test_a_lake_of_an_earlier_fold_reads_the_words_of_today(earlier: Path) -> None:
    assert resolved(earlier) == [None]

    assert renew(earlier) is True

    assert resolved(earlier) == [True]
    folding = Lake.at(earlier).snapshot().manifest.folding
    assert folding["asterisk"].version == hints_of(source_named("asterisk")).version


@pytest.mark.journey("history")
def test_a_lake_of_todays_folds_is_left_alone(earlier: Path) -> None:
    renew(earlier)
    number = Lake.at(earlier).snapshot().number

    assert renew(earlier) is False
    assert Lake.at(earlier).snapshot().number == number
