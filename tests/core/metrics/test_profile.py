"""Profiles: every one can be asked, and none changes what it does not name."""

from pathlib import Path

import pytest

from willet.core.metrics import Profile, Question, catalogue, parameters, profiles
from willet.core.metrics.profile import metric_in_profile, profile_named
from willet.core.records import UnknownNameError

each_profile = pytest.mark.parametrize("profile", profiles().values(), ids=list(profiles()))


def test_the_promised_profiles_are_there() -> None:
    assert list(profiles()) == [
        "amazon",
        "article004",
        "asterisk",
        "genesys",
        "queuemetrics",
        "willet",
    ]


@each_profile
def test_a_profile_changes_only_what_exists(profile: Profile) -> None:
    assert set(profile.formulas) <= set(catalogue())
    assert set(profile.params) <= set(parameters())
    assert profile.title
    assert profile.source
    assert all(note.endswith(".") for note in profile.notes)


@each_profile
def test_every_metric_can_be_asked_under_a_profile(profile: Profile) -> None:
    question = Question.of(list(catalogue()), profile=profile.name)

    changed = [n for n in catalogue() if question.metric(n).text != catalogue()[n].text]
    assert sorted(changed) == sorted(profile.formulas)


def test_a_variant_keeps_the_words_and_changes_the_formula() -> None:
    ours, theirs = catalogue()["service_level"], metric_in_profile("service_level", "asterisk")

    assert theirs.words == ours.words
    assert theirs.text == "count_if(answered and wait_s <= :target_s) / count_if(answered)"
    assert theirs.needs == ours.needs
    assert list(theirs.parameters) == ["target_s"]


def test_our_own_profile_changes_nothing() -> None:
    assert profile_named("willet").formulas == {}
    assert metric_in_profile("ces", "willet") is catalogue()["ces"]


def test_a_profile_sets_parameters_below_those_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    strict = Profile("strict", "Strict", "test", {"target_s": 5}, {}, ())
    monkeypatch.setattr("willet.core.metrics.profile._profiles", lambda: {"strict": strict})

    assert Question.of("service_level", profile="strict").parameters()["target_s"] == 5
    asked = Question.of("service_level", profile="strict", params={"target_s": 7})
    assert asked.parameters()["target_s"] == 7


def test_the_window_starts_where_that_system_starts_it() -> None:
    links = {
        name: Question.of("fcr_case", profile=name).parameters()["link"] for name in profiles()
    }

    assert (links["genesys"], links["queuemetrics"], links["willet"]) == ("fixed", "chain", "chain")


def test_an_unknown_profile_names_its_neighbour() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'genesys'"):
        profile_named("genesis")


def test_each_profile_is_a_file_of_its_name() -> None:
    import willet.core.metrics as package

    folder = Path(package.__path__[0]) / "profiles"
    assert sorted(path.stem for path in folder.glob("*.toml")) == list(profiles())
