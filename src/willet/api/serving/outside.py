"""Refusals from outside the API itself, at its addresses: no such address, too large, a fault on the way."""

from collections.abc import Mapping
from typing import Final

from django.http import HttpResponse

from willet.api.serving.problems import FAILED_HERE, NOT_UNDERSTOOD, TOO_LARGE, problem
from willet.core.records import Saying
from willet.ui.endpoints import NOTHING_THERE

OF_PROGRAMS: Final = "/api/"
"""What the addresses of programs begin with."""
HANDS_IN: Final = "/api/v1/imports"
"""Where a program hands in files."""
_WORDS: Final[Mapping[int, Saying]] = {
    403: NOTHING_THERE,
    404: NOTHING_THERE,
    413: TOO_LARGE,
    500: FAILED_HERE,
}


def for_programs(status: int) -> HttpResponse:
    """The refusal of this status."""
    return problem(status, _WORDS.get(status, NOT_UNDERSTOOD)())
