"""Which rooms and libraries make up the product, and what a request passes through."""

from willet.site import rooms

__all__ = [
    "ASGI_APPLICATION",
    "AUTH_USER_MODEL",
    "INSTALLED_APPS",
    "MIDDLEWARE",
    "ROOT_URLCONF",
]

INSTALLED_APPS = [
    *rooms.apps(),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # After the rooms, so that our own field templates win over Django's.
    "django.forms",
    "allauth",
    "allauth.account",
    "rules.apps.AutodiscoverRulesConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "willet.site.static.StaticFilesMiddleware",
    "willet.site.compressing.CompressedPagesMiddleware",
    "willet.site.crowds.FewAtOnceMiddleware",
    "willet.site.private.PrivatePagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # A page is for people who signed in unless it says otherwise: forgetting a check shuts, never opens.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "willet.activity.middleware.ActingMiddleware",
    "willet.people.middleware.PreferredLanguageMiddleware",
    "willet.notices.middleware.ReaderClockMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "willet.figures.middleware.ShownTablesMiddleware",
]
ROOT_URLCONF = "willet.site.urls"
ASGI_APPLICATION = "willet.site.asgi.application"
AUTH_USER_MODEL = "people.User"
