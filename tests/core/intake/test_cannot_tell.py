"""What a source cannot tell is declared once, and holds for the report of an import and for every answer."""

from pathlib import Path

import pytest

from willet.core.ask import ask
from willet.core.intake import import_files
from willet.core.lake import Lake
from willet.core.metrics import Question
from willet.core.sources import source_named

SEEN = """
name = "seen"
zone = "UTC"
[columns.contact_id]
from = "id"
[columns.arrived_at]
from = "at"
[columns.queue]
from = "queue"
[columns.outcome]
from = "outcome"
[columns.talk_s]
from = "talk"
unit = "s"
[columns.hold_s]
from = "hold"
unit = "s"
"""
TAKEN = SEEN.replace("seen", "taken").replace('from = "outcome"', 'constant = "answered"')
TAKEN = TAKEN.replace('[columns.hold_s]\nfrom = "hold"\nunit = "s"\n', "")
"""A list of the calls that somebody took: it has no hold, and nobody in it ever gave up."""
ROWS = """id,at,queue,outcome,talk,hold
1,2026-03-02 09:00:00,sales,answered,60,10
2,2026-03-02 09:05:00,sales,answered,60,20
3,2026-03-02 09:10:00,sales,abandoned,,
4,2026-03-02 09:15:00,help,abandoned,,
"""
LOG = "\n".join(
    (
        "1772442000|1772442000.1|sales|NONE|ENTERQUEUE||31264370893|1",
        "1772442004|1772442000.1|sales|Ann|CONNECT|4|1.2|1",
        "1772442064|1772442000.1|sales|Ann|COMPLETECALLER|4|60|1",
        "1772442100|1772442100.1|sales|NONE|ENTERQUEUE||31264370894|1",
        "1772442109|1772442100.1|sales|NONE|ABANDON|1|1|9",
    )
)
NEVER_ABANDONED = "this mapping never gives the outcome abandoned"

Rows = list[tuple[str | None, float | None, int, str]]


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    | source   | queue | contacts               | cannot tell            |
    |----------|-------|------------------------|------------------------|
    | seen     | sales | 2 answered, 1 gave up  |                        |
    | seen     | help  | 1 gave up              |                        |
    | taken    | sales | 3 answered             | abandoned, hold_s      |
    | taken    | help  | 1 answered             | abandoned, hold_s      |
    | asterisk | sales | 1 answered, 1 gave up  | hold_s, blocked        |
    """
    tmp_path = tmp_path_factory.mktemp("three_sources")
    (tmp_path / "calls.csv").write_text(ROWS, "utf-8")
    (tmp_path / "queue_log").write_text(LOG + "\n", "utf-8")
    for name, mapping in (("seen", SEEN), ("taken", TAKEN)):
        (tmp_path / f"{name}.toml").write_text(mapping, "utf-8")
        files, told = [tmp_path / "calls.csv"], tmp_path / f"{name}.toml"
        import_files(tmp_path / "lake", "table", files, mapping=told)
    import_files(tmp_path / "lake", "asterisk", [tmp_path / "queue_log"], zone="UTC")
    return tmp_path / "lake"


def asked(lake: Path, metric: str, *, by: str | None = None, where: str | None = None) -> Rows:
    answer = ask(Lake.at(lake), Question.of(metric, by=[by] if by else [], where=where))
    keys = (row.keys.get(by) if by else None for row in answer.rows)
    return [
        (None if key is None else str(key), row.value, int(row.n), str(row.reason or ""))
        for key, row in zip(keys, answer.rows, strict=True)
    ]


def notes(lake: Path, metric: str) -> list[str]:
    return [str(note) for note in ask(Lake.at(lake), Question.of(metric)).notes]


def test_who_never_sees_callers_leave_has_no_share_of_them(lake: Path) -> None:
    found = asked(lake, "abandonment_rate", by="source")

    assert found == [
        ("asterisk", 0.5, 2, ""),
        ("seen", 0.5, 4, ""),
        ("taken", None, 0, NEVER_ABANDONED),
    ]


def test_the_answer_is_of_those_who_can_tell_and_says_so(lake: Path) -> None:
    assert asked(lake, "abandonment_rate") == [(None, 0.5, 6, "")]
    assert notes(lake, "abandonment_rate") == [
        f"abandonment_rate leaves out source taken: {NEVER_ABANDONED}"
    ]


@pytest.mark.parametrize(
    "metric", ["abandoned", "visits_abandoned", "visits_entered", "service_level", "answer_rate"]
)
def test_whatever_needs_those_who_left_is_unknown_and_not_nothing(lake: Path, metric: str) -> None:
    assert asked(lake, metric, where="source = 'taken'") == [(None, None, 0, NEVER_ABANDONED)]


@pytest.mark.parametrize(("metric", "value"), [("answered", 4), ("received", 4)])
def test_what_does_not_need_them_is_told(lake: Path, metric: str, value: float) -> None:
    found = asked(lake, metric, where="source = 'taken'")

    assert [row[1] for row in found] == [value]


@pytest.mark.journey("cases", but_first=True)
@pytest.mark.parametrize("metric", ["visits_abandoned", "visits_entered", "abandonment_rate"])
def test_a_source_of_contacts_without_visits_is_no_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metric: str
) -> None:
    """FreeSWITCH knows a call to a desk and no visit; of the two calls one was taken."""
    legs = (
        f'{{"uuid": "{n}", "start_epoch": 177244200{n}, "end_epoch": 1772443000}}' for n in "12"
    )
    (tmp_path / "legs.json").write_text("\n".join(legs), "utf-8")
    monkeypatch.setattr(source_named("freeswitch"), "cannot_tell", {"abandoned": "not seen"})

    import_files(tmp_path / "lake", "freeswitch", [tmp_path / "legs.json"], zone="UTC")

    assert asked(tmp_path / "lake", "received") == [(None, 2, 2, "")]
    assert asked(tmp_path / "lake", metric) == [(None, None, 0, "not seen")]


def test_hold_is_of_the_mapping_that_has_it(lake: Path) -> None:
    found = asked(lake, "average_hold_time", by="source")

    assert found == [
        ("asterisk", None, 0, str(source_named("asterisk").cannot_tell["hold_s"])),
        ("seen", 15.0, 2, ""),
        ("taken", None, 0, "this mapping has no hold time (hold_s)"),
    ]


def test_a_cell_of_both_is_of_those_who_can_tell(lake: Path) -> None:
    found = asked(lake, "abandonment_rate", by="queue", where="source in ('seen', 'taken')")

    assert [row[:3] for row in found] == [("help", 1.0, 1), ("sales", pytest.approx(1 / 3), 3)]


@pytest.mark.journey("history")
def test_the_report_names_the_metrics_of_what_a_source_never_tells(tmp_path: Path) -> None:
    (tmp_path / "queue_log").write_text(LOG + "\n", "utf-8")

    report = import_files(tmp_path / "lake", "asterisk", [tmp_path / "queue_log"], zone="UTC")

    told = {u.metric: u.why for u in report.unsupported}
    assert told.keys() == {
        "after_call_work", "average_hold_time", "blocked_rate", "call_resolution", "ces", "conversion",
        "csat_mean", "csat_top2", "csat_corrected", "disposition_agreement", "disposition_given_rate",
        "nps", "sales_per_agent",
    }  # fmt: skip
    assert told["average_hold_time"] == source_named("asterisk").cannot_tell["hold_s"]


@pytest.mark.journey("history")
def test_a_file_of_the_same_name_that_can_tell_ends_the_silence(tmp_path: Path) -> None:
    for name, mapping, ids in (("a", TAKEN, "\n"), ("b", SEEN.replace("seen", "taken"), "\nm")):
        (tmp_path / f"{name}.csv").write_text(ROWS.strip().replace("\n", ids), "utf-8")
        (tmp_path / f"{name}.toml").write_text(mapping, "utf-8")
        files, told = [tmp_path / f"{name}.csv"], tmp_path / f"{name}.toml"
        import_files(tmp_path / "lake", "table", files, mapping=told)

    assert asked(tmp_path / "lake", "average_hold_time") == [(None, 15.0, 2, "")]


def test_the_reason_of_a_source_keeps_its_code_through_the_lake(lake: Path) -> None:
    question = Question.of("average_hold_time", where="source = 'taken'")

    reason = ask(Lake.at(lake), question).row.reason

    assert reason is not None
    assert (reason.code, reason.values) == ("why.hold_s", {"field": "hold_s"})
