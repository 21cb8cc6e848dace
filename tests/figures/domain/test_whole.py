"""What is held is of the lake that is there now."""

from pathlib import Path

from django.conf import LazySettings

from willet.figures.domain.whole import held_state


def test_folder_linked_to_another_lake_shows_the_other(
    home: Path, made_lake: Path, made_fair: Path
) -> None:
    """Both were imported into once, so the numbers of their states are the same."""
    link, agents = home / "lake", list[set[str]]()
    print("HEADS", [(lake / "HEAD").read_text() for lake in (made_lake, made_fair)])
    for lake in (made_lake, made_fair, made_lake):
        link.unlink(missing_ok=True)
        link.symlink_to(lake)
        state = held_state()
        assert state is not None
        agents.append({team for _, team in state.agents if team} | set(state.choices["topic"]))

    assert agents == [
        {"North", "South", "order", "fault", "=1+1"},
        {"North", "South", "order"},
        {"North", "South", "order", "fault", "=1+1"},
    ]


def test_state_is_held_as_long_as_nothing_is_written(home: Path, made_lake: Path) -> None:
    (home / "lake").symlink_to(made_lake)

    assert held_state() is held_state()


def test_two_folders_linked_to_one_lake_hold_it_once(
    home: Path, made_lake: Path, settings: LazySettings
) -> None:
    (home / "lake").symlink_to(made_lake)
    held = held_state()
    other = home / "other"
    other.mkdir()
    (other / "lake").symlink_to(made_lake)

    settings.WILLET_HOME = other

    assert held_state() is held
