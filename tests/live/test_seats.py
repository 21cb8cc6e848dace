"""How many may listen: of one account, and of all."""

from willet.live.seats import Seats


def test_account_has_so_many_seats_and_no_more() -> None:
    seats = Seats(of_one=2, of_all=10)

    assert [seats.take(1) for _ in range(3)] == [True, True, False]
    assert seats.take(2) is True


def test_all_together_have_so_many_seats() -> None:
    seats = Seats(of_one=2, of_all=3)

    assert [seats.take(person) for person in (1, 2, 3, 4)] == [True, True, True, False]


def test_seat_given_back_is_free_and_a_refused_one_was_never_taken() -> None:
    seats = Seats(of_one=1, of_all=1)
    seats.take(1)
    seats.take(1)

    seats.give_back(1)

    assert (seats.take(2), seats.take(1)) == (True, False)
