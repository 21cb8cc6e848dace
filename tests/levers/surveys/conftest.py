"""The public listener as a test client sees it, and an installation whose customers can open links."""

import importlib
from collections.abc import Iterator

import pytest
from django.test import Client, override_settings

from tests.levers.surveys.asking import PUBLIC

OF_THE_LISTENER = (
    *("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CONTENT_SECURITY_POLICY"),
    *("SECURE_REFERRER_POLICY", "DATA_UPLOAD_MAX_MEMORY_SIZE", "ALLOWED_HOSTS"),
)


@pytest.fixture(autouse=True)
def _customers_can_open_links() -> Iterator[None]:
    with override_settings(WILLET_PUBLIC_ADDRESS=PUBLIC):
        yield


@pytest.fixture
def public(db: None) -> Iterator[Client]:
    """A browser that talks to the public listener."""
    settings = importlib.import_module("willet.site.public.settings")
    known = {name: getattr(settings, name) for name in OF_THE_LISTENER}
    with override_settings(**known):
        yield Client(SERVER_NAME="localhost")
