"""The five languages, and where their words rest. How numbers and dates look is for `willet.ui.formats`."""

from willet.ui import languages

__all__ = [
    "LANGUAGES",
    "LANGUAGE_CODE",
    "LANGUAGE_COOKIE_HTTPONLY",
    "LANGUAGE_COOKIE_NAME",
    "LANGUAGE_COOKIE_SAMESITE",
    "LOCALE_PATHS",
    "TIME_ZONE",
    "USE_I18N",
    "USE_TZ",
]

LANGUAGE_CODE = "en"
LANGUAGES = list(languages.LANGUAGE_NAMES.items())
LANGUAGE_COOKIE_NAME = "willet_language"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [str(folder) for folder in languages.folders()]
USE_I18N = True
# The rooms' own stamps (who imported when) are UTC; the calls carry the centre's local days already.
USE_TZ = True
TIME_ZONE = "UTC"
