"""The catalogue as a whole: names, words, units, sources; and that the core needs no web framework."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from willet.core import metrics
from willet.core.metrics import LANGUAGES, Metric, catalogue, parameters
from willet.core.metrics.catalogue import NAME
from willet.core.metrics.metric import UNITS
from willet.core.records import TABLES

PROMISED = """received answered abandoned call_resolution service_level service_level_answered
    service_level_late_abandons service_level_no_short_abandons service_level_abandons_in_target
    service_level_short_abandons_in_target answer_rate abandonment_rate average_speed_of_answer longest_wait
    wait_p50 wait_p90 average_abandon_time average_ring_time average_talk_time average_hold_time
    after_call_work average_handle_time average_call_length transfer_rate blocked_rate csat_top2 csat_mean nps
    ces sales_per_agent conversion contacts_per_case unanswered_offer_rate visits_entered visits_answered
    visits_abandoned""".split()

METRICS = list(catalogue().values())
each_metric = pytest.mark.parametrize("metric", METRICS, ids=[m.name for m in METRICS])


def test_every_promised_metric_is_there() -> None:
    assert [name for name in PROMISED if name not in catalogue()] == []


@each_metric
def test_a_metric_has_words_in_five_languages(metric: Metric) -> None:
    assert tuple(metric.words) == LANGUAGES
    for words in metric.words.values():
        assert words.title
        assert words.definition.endswith((".", "!", "?"))
        assert words.limits.endswith(".")


@each_metric
def test_a_metric_says_its_formula_in_words_of_each_language(metric: Metric) -> None:
    sources = [words.source for words in metric.words.values()]

    assert all(sources)
    assert len(set(sources)) == len(LANGUAGES)
    assert metric.source == metric.words["en"].source
    assert [
        s
        for s in sources
        if re.search(r"\barticle \d|\bthe articles?\b|\bseed\b|count_if|_s\b", s, re.I)
    ] == []


@each_metric
def test_no_two_languages_share_a_definition(metric: Metric) -> None:
    assert len({words.definition for words in metric.words.values()}) == len(LANGUAGES)


@each_metric
def test_a_metric_is_spelled_by_the_rules(metric: Metric) -> None:
    assert NAME.match(metric.name)
    assert metric.unit in UNITS
    assert metric.direction in {"higher", "lower", "neither"}
    assert metric.source
    assert set(metric.needs) <= set(TABLES[metric.table].names)
    assert set(metric.helps) <= set(TABLES[metric.table].names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_metrics_share_a_title(language: str) -> None:
    titles = [metric.words[language].title for metric in METRICS]

    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("name", list(parameters()))
def test_a_parameter_has_words_in_five_languages(name: str) -> None:
    assert tuple(parameters()[name].words) == LANGUAGES
    assert all(parameters()[name].words.values())


def test_the_defaults_are_those_that_were_promised() -> None:
    assert parameters()["target_s"].default == 20
    assert parameters()["short_abandon_s"].default == 5


def test_a_metric_tells_itself_as_a_dict() -> None:
    told = catalogue()["service_level"].as_dict()

    assert told["formula"] == "count_if(answered and wait_s <= :target_s) / count_if(offered)"
    assert told["parameters"] == {"target_s": 20}
    assert told["needs"] == ["direction", "outcome", "wait_s"]


def test_the_metrics_import_without_the_web_framework() -> None:
    script = (
        "import sys, willet.core.metrics, willet.core.statistics; print('django' in sys.modules)"
    )

    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "False"


def test_the_parser_is_imported_in_one_place() -> None:
    folder = Path(metrics.__path__[0])

    users = [
        p.name
        for p in folder.rglob("*.py")
        if re.search(r"^(import|from) sqlglot", p.read_text(), re.M)
    ]

    assert users == ["formula.py"]
