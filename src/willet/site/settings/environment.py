"""What the administrator decides: the folder, the hosts, HTTPS, mail. All come from the environment."""

import os

from willet.core.records import RequestError
from willet.site.given import believed, web_address, whole_number
from willet.site.home import Home
from willet.store.addresses import settings_of
from willet.store.passwords import secret

__all__ = [
    "ALLOWED_HOSTS",
    "ANYMAIL",
    "CACHES",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASES",
    "DATA_UPLOAD_MAX_MEMORY_SIZE",
    "DATA_UPLOAD_MAX_NUMBER_FIELDS",
    "DEBUG",
    "DEFAULT_AUTO_FIELD",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_BACKEND",
    "EMAIL_FILE_PATH",
    "EMAIL_HOST",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST_USER",
    "EMAIL_PORT",
    "EMAIL_TIMEOUT",
    "EMAIL_USE_TLS",
    "FILE_UPLOAD_PERMISSIONS",
    "FILE_UPLOAD_TEMP_DIR",
    "SECRET_KEY",
    "WILLET_ACTIVITY_DAYS",
    "WILLET_ADDRESS",
    "WILLET_BACKUPS",
    "WILLET_BACKUPS_KEPT",
    "WILLET_CHECK_HOURS",
    "WILLET_DESK_MINUTES",
    "WILLET_HOME",
    "WILLET_HTTPS",
    "WILLET_INVENTED",
    "WILLET_LEAVERS_DAYS",
    "WILLET_MAIL_SERVICE",
    "WILLET_NO_INDIVIDUALS",
    "WILLET_PROXIES",
    "WILLET_PUBLIC_ADDRESS",
    "WILLET_REJECTS_DAYS",
    "WILLET_SMALLEST_GROUP",
    "WILLET_UPLOAD_LIMIT",
    "WILLET_VAULT_DAYS",
]

_home = Home.from_environment()

WILLET_HOME = _home.path
WILLET_INVENTED = _home.is_invented
"""Whether this is the demo, which every page then says."""
WILLET_HTTPS = os.environ.get("WILLET_HTTPS") == "1"
# HTTPS ends at a proxy; unless another is named it runs on this machine.
_proxies = "127.0.0.1,::1" if WILLET_HTTPS else ""
WILLET_PROXIES = believed("WILLET_PROXIES", _proxies)
"""The addresses and networks of proxies that are believed about whom they speak for."""
WILLET_UPLOAD_LIMIT = whole_number("WILLET_UPLOAD_LIMIT", 2**30)
"""Bytes of the largest upload, all files of one form together."""
WILLET_CHECK_HOURS = whole_number("WILLET_CHECK_HOURS", 24)
"""How old the last check of the lake's files may be before the worker makes another; 0 for none by itself."""
WILLET_DESK_MINUTES = whole_number("WILLET_DESK_MINUTES", 60, least=1)
"""How many minutes after it was first said agents may change how a call ended."""
WILLET_SMALLEST_GROUP = whole_number("WILLET_SMALLEST_GROUP", 3)
"""The fewest agents whose common figures are shown to a reader who may not see each of them."""
WILLET_VAULT_DAYS = whole_number("WILLET_VAULT_DAYS", 730)
"""How many days after a customer was last seen their number and address go from the vault; 0 for never."""
WILLET_REJECTS_DAYS = whole_number("WILLET_REJECTS_DAYS", 365)
"""How many days the rows that could not be read are kept; 0 for as long as their import."""
WILLET_ACTIVITY_DAYS = whole_number("WILLET_ACTIVITY_DAYS", 1095)
"""How many days the activity keeps who, and from what to what; that something was done stays. 0 for ever."""
WILLET_LEAVERS_DAYS = whole_number("WILLET_LEAVERS_DAYS", 365)
"""How many days after their last one agents are shown under a number instead of their name; 0 for never."""
WILLET_BACKUPS = os.environ.get("WILLET_BACKUPS", "")
"""The folder into which a backup is taken every night; empty for none."""
WILLET_BACKUPS_KEPT = whole_number("WILLET_BACKUPS_KEPT", 7, least=1)
"""How many of those backups are kept."""
WILLET_NO_INDIVIDUALS = os.environ.get("WILLET_NO_INDIVIDUALS") == "1"
"""Whether figures of single agents are shown to nobody, not even to themselves."""

SECRET_KEY = _home.secret_key()
DEBUG = os.environ.get("WILLET_DEBUG") == "1"

_hosts = [host.strip() for host in os.environ.get("WILLET_HOSTS", "").split(",") if host.strip()]
# Where nobody says it otherwise people open it on this machine, at the port on which it listens.
_here = f"http://127.0.0.1:{os.environ.get('WILLET_PORT') or 8000}"
_usual = f"{'https' if WILLET_HTTPS else 'http'}://{_hosts[0]}" if _hosts else _here
WILLET_ADDRESS = web_address("WILLET_ADDRESS", _usual)
"""Where people open Willet: what links in mails begin with."""
WILLET_PUBLIC_ADDRESS = web_address("WILLET_PUBLIC_ADDRESS")
"""Where customers reach the public listener: what links to surveys begin with. Empty: nobody is asked by a link."""
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *_hosts]
CSRF_TRUSTED_ORIGINS = [f"{'https' if WILLET_HTTPS else 'http'}://{host}" for host in _hosts]

DATABASES = {
    "default": settings_of(
        os.environ.get("WILLET_DATABASE", ""),
        password=secret("WILLET_DATABASE_PASSWORD"),
        file=_home.database,
    )
}
# Limits count here: in a process of its own each would count for itself.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "willet_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A tick for each agent of the largest centre; the size above still limits what one request may cost.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_PERMISSIONS = 0o600
# Inside the home, which is closed to other accounts and swept; not in everybody's temporary folder.
FILE_UPLOAD_TEMP_DIR = str(_home.arriving) if _home.arriving.is_dir() else None

# Without a mail server the messages are left in the home folder: nothing calls out unasked.
EMAIL_HOST = os.environ.get("WILLET_SMTP_HOST", "")
EMAIL_PORT = whole_number("WILLET_SMTP_PORT", 587)
EMAIL_HOST_USER = os.environ.get("WILLET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WILLET_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("WILLET_SMTP_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
# A service behind the mail server reports what arrived and what came back; without one the server's word counts.
WILLET_MAIL_SERVICE = os.environ.get("WILLET_MAIL_SERVICE", "")
if WILLET_MAIL_SERVICE not in {"", "brevo", "postmark"}:
    raise RequestError(
        f"WILLET_MAIL_SERVICE is {WILLET_MAIL_SERVICE!r}. Willet hears reports of brevo and postmark; leave it empty "
        "with any other."
    )
ANYMAIL = {"WEBHOOK_SECRET": os.environ.get("WILLET_MAIL_SECRET") or None}
EMAIL_FILE_PATH = str(_home.path / "mail")
DEFAULT_FROM_EMAIL = os.environ.get("WILLET_MAIL_FROM", "Willet <willet@localhost>")
