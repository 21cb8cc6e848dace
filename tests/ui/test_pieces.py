"""Pieces of a page are drawn again exactly where what they show is another."""

from functools import partial
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from willet.ui.pieces import Pieces
from willet.ui.tongues import speaking


def drawn_in_turn(pieces: Pieces[str], asked: list[tuple[str, object]]) -> tuple[list[str], int]:
    """The pieces of a number of askings, and how many of them were drawn."""
    drawn: list[object] = []

    def draw(shown: object) -> str:
        drawn.append(shown)
        return repr(shown)

    shown = [pieces.drawn(place, given, partial(draw, given)) for place, given in asked]
    return shown, len(drawn)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3).map(lambda n: [n]))))
def test_what_is_shown_is_always_what_was_given(asked: list[tuple[str, object]]) -> None:
    shown, _count = drawn_in_turn(Pieces(most=2), asked)

    assert shown == [repr(given) for _place, given in asked]


def test_equal_values_are_drawn_once_and_others_anew() -> None:
    asked: list[tuple[str, object]] = [("a", [1]), ("a", [1]), ("a", [2]), ("a", [2]), ("a", [1])]

    assert drawn_in_turn(Pieces(), asked)[1] == 3


def test_places_do_not_take_each_others_pieces() -> None:
    assert drawn_in_turn(Pieces(), [("a", [1]), ("b", [1]), ("a", [1]), ("b", [1])])[1] == 2


def test_no_more_places_are_kept_than_may_be() -> None:
    asked: list[tuple[str, object]] = [("a", 1), ("b", 1), ("a", 1), ("c", 1), ("a", 1), ("b", 1)]

    assert drawn_in_turn(Pieces(most=2), asked)[1] == 4


def test_another_tongue_region_or_clock_has_a_piece_of_its_own() -> None:
    pieces: Pieces[str] = Pieces()

    def here() -> str:
        return pieces.drawn(
            "a", 1, lambda: f"{translation.get_language()} {timezone.get_current_timezone_name()}"
        )

    with speaking("de"), timezone.override(ZoneInfo("Europe/Berlin")):
        berlin = here()
    with speaking("de-CH"), timezone.override(ZoneInfo("Europe/Zurich")):
        zurich = here()
    with speaking("vi"), timezone.override(ZoneInfo("Europe/Zurich")):
        abroad = here()

    assert [berlin, zurich, abroad] == ["de Europe/Berlin", "de Europe/Zurich", "vi Europe/Zurich"]


def test_regions_that_write_numbers_otherwise_do_not_share_a_piece() -> None:
    from willet.ui import formats

    pieces: Pieces[str] = Pieces()
    written = []
    for tongue in ("de", "de-CH", "de"):
        with speaking(tongue):
            written.append(pieces.drawn("a", 1234.5, lambda: formats.number(1234.5)))

    assert written == ["1.234,5", "1’234.5", "1.234,5"]
