"""What every page's template knows beside its own values: menu, languages and appearance."""

from typing import Any, Final

from django.http import HttpRequest

from willet.ui.languages import LANGUAGE_NAMES
from willet.ui.pages.intervals import intervals_of
from willet.ui.panels import freshness_for, head_for, menu_for, paper_for

IN_PLACE: Final = "willet-visit"
"""What the script calls itself that shows a page in place of another: the head and the menu stand there already."""
_THEMES = ("auto", "light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """Values for `ui/page.html`; the menu is worked out only where a template shows it."""
    return {
        "menu": lambda: menu_for(request),
        "head": lambda: head_for(request),
        "freshness": lambda: freshness_for(request),
        "paper": lambda: paper_for(request),
        "languages": LANGUAGE_NAMES,
        "theme": theme_of(request),
        "intervals": intervals_of(request),
        "in_place": request.headers.get("X-Requested-With") == IN_PLACE,
    }


def theme_of(request: HttpRequest) -> str:
    """The appearance the reader chose: in their account, else in the cookie, else as the device."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return str(getattr(user, "theme", "auto"))
    chosen = request.COOKIES.get("willet_theme", "auto")
    return chosen if chosen in _THEMES else "auto"
