"""How pages, forms and static files are made."""

from willet.site.home import Home

__all__ = [
    "FORM_RENDERER",
    "MESSAGE_STORAGE",
    "STATICFILES_FINDERS",
    "STATIC_ROOT",
    "STATIC_URL",
    "STORAGES",
    "TEMPLATES",
    "WHITENOISE_ALLOW_ALL_ORIGINS",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "willet.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "willet.ui.forms.WilletRenderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "/static/"
STATIC_ROOT = str(Home.from_environment().path / "static")
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "willet.site.static.HashedStaticStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
