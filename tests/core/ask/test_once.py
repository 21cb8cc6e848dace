"""Who asks for what is being made waits for it; others do not."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from willet.core.ask.once import Once


def test_many_at_once_make_it_once() -> None:
    once, kept, made, together = Once(), {}, [], Barrier(8)

    def ask() -> int:
        together.wait(10)
        with once.making("k"):
            if "k" not in kept:
                made.append(1)
                kept["k"] = 42
            return kept["k"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(), range(8)))

    assert (answers, made) == ([42] * 8, [1])


def test_another_thing_is_not_waited_for() -> None:
    once, inside, may_end = Once(), Event(), Event()

    def slow() -> bool:
        with once.making("slow"):
            inside.set()
            return may_end.wait(10)

    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(slow)
        assert inside.wait(10)
        with once.making("quick"):
            pass
        may_end.set()
        assert held.result() is True


def test_failure_lets_the_next_one_try_and_nothing_is_kept() -> None:
    once = Once()
    for _attempt in range(2):
        try:
            with once.making("k"):
                raise ValueError
        except ValueError:
            pass

    assert (once._locks, once._users) == ({}, {})
