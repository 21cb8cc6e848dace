"""Who calls, without keeping the number: masked to read, and as the lake's keyed hash."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from willet.core.lake.layout import Layout
from willet.core.lake.settings import read_key, read_settings
from willet.core.records import WilletError
from willet.core.sources.identity import callers, normalised_number
from willet.vault.domain.sealing import masked_number


@dataclass(frozen=True, slots=True)
class PhoneCaller:
    """A caller as the desk keeps them; a number that is withheld or none is empty."""

    number: str = ""
    key: str = ""


def caller_of(number: str) -> PhoneCaller:
    """The caller of a number as a phone system writes it; without a lake there is no key to know them by."""
    layout = Layout(Path(settings.WILLET_HOME) / "lake")
    try:
        region, key = read_settings(layout).region, read_key(layout)
    except WilletError:
        # The desk goes on without the lake: nobody is recognised meanwhile.
        return PhoneCaller(masked_number(normalised_number(number) or ""))
    known = callers([number], key, region)[number]
    return PhoneCaller(
        masked_number(normalised_number(number, region) or ""),
        "" if known.key is None else str(known.key),
    )
