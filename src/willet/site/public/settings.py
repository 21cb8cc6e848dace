"""Django's settings of the public listener: the same house, one folder of addresses, no sessions and no sign-in."""

# ruff: noqa: F403, F405 -- all of the house's settings, and then what differs

from urllib.parse import urlsplit

from csp import constants as csp

from willet.site.settings import *

ROOT_URLCONF = "willet.site.public.urls"
_ACCOUNTS = {"allauth.account": "willet.site.public.accounts.TablesOfAccountsConfig"}
INSTALLED_APPS = [_ACCOUNTS.get(app, app) for app in INSTALLED_APPS]
ASGI_APPLICATION = "willet.site.public.asgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "willet.site.public.limits.UnlistedMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "willet.site.public.limits.PublicLimitsMiddleware",
    "willet.site.crowds.FewAtOnceMiddleware",
    "willet.site.private.PrivatePagesMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": []},
    }
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.NONE],
        "style-src": [csp.SELF],
        "form-action": [csp.SELF],
        "base-uri": [csp.NONE],
        "frame-ancestors": [csp.NONE],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_REDIRECT_EXEMPT = []
_address = urlsplit(WILLET_PUBLIC_ADDRESS)
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *([_address.hostname] if _address.hostname else []),
]
_https = _address.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_SSL_REDIRECT = _https
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
# A form of a few marks and a text: nothing larger is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
DATA_UPLOAD_MAX_NUMBER_FILES = 0
WILLET_UPLOAD_LIMIT = 0
