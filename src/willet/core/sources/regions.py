"""Countries of phone numbers: two letters, as ISO 3166 has them, however they are written."""

from typing import Final

from phonenumbers import SUPPORTED_REGIONS

from willet.core.records import RequestError, saying

NO_COUNTRY = saying(
    "no_country",
    "%(region)s is no country of phone numbers: two letters are wanted, such as NL or VN.",
)
ALSO_CALLED: Final = {"UK": "GB", "EL": "GR"}
"""What the European Union's own style guide writes for two members of ISO 3166, and many people with it."""


def region_named(text: str) -> str:
    """The country of that code, in capitals.

    Raises:
        RequestError: no such country has phone numbers; they would be read as numbers without a country.
    """
    code = text.strip().upper()
    region = ALSO_CALLED.get(code, code)
    if region not in SUPPORTED_REGIONS:
        raise RequestError(NO_COUNTRY(region=repr(text.strip())))
    return region
