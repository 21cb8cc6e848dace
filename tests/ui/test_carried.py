"""What a request carries goes with it, even where it leads back to the request."""

import gc
from functools import partial
from weakref import ref

import pytest
from django.http import HttpRequest

from willet.ui.carried import Carried


def test_each_request_carries_its_own_and_each_kind_its_own() -> None:
    one, other = HttpRequest(), HttpRequest()
    words, numbers = Carried[str](), Carried[int]()
    words[one] = "a"
    numbers[one] = 1

    assert (one in words, other in words) == (True, False)
    assert (words[one], numbers[one]) == ("a", 1)
    assert (words.get(one), words.get(other)) == ("a", None)
    with pytest.raises(KeyError):
        words[other]


def test_what_stands_already_stays_unless_it_is_set_anew() -> None:
    request, words = HttpRequest(), Carried[str]()

    assert words.setdefault(request, "a") == "a"
    assert words.setdefault(request, "b") == "a"
    words[request] = "c"
    assert words[request] == "c"


def test_a_value_that_leads_back_to_its_request_does_not_hold_it() -> None:
    request, links = HttpRequest(), Carried[partial[str]]()
    links[request] = partial(repr, request)
    gone = ref(request)

    del request
    gc.collect()

    assert gone() is None
