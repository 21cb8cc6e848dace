"""The addresses of the public listener: each room's `public/urls.py`."""

from importlib.util import find_spec

from django.urls import include, path

from willet.site.rooms import ROOMS


def public_modules() -> list[str]:
    """The modules of the rooms that have pages for everybody."""
    return [f"{room}.public.urls" for room in ROOMS if _has_public(room)]


def _has_public(room: str) -> bool:
    # The site's own `public` is this very folder.
    return room != "willet.site" and find_spec(f"{room}.public") is not None


urlpatterns = [path("", include(module)) for module in public_modules()]

handler400 = "willet.site.public.errors.bad_request"
handler403 = "willet.site.public.errors.bad_request"
handler404 = "willet.site.public.errors.missing_page"
handler500 = "willet.site.public.errors.failed"
