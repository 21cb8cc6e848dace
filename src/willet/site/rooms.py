"""The rooms of the house, and where each one's pages hang."""

from importlib.util import find_spec

ROOMS: dict[str, str] = {
    "willet.dashboards": "",
    "willet.api": "",
    "willet.desk": "",
    "willet.levers.authority": "",
    "willet.levers.goals": "",
    "willet.levers.knowledge": "",
    "willet.levers.plans": "",
    "willet.levers.surveys": "",
    "willet.resolution": "",
    "willet.backups": "",
    "willet.calls": "",
    "willet.imports": "",
    "willet.reports": "",
    "willet.figures": "",
    "willet.lists": "",
    "willet.vault": "",
    "willet.notices": "",
    "willet.jobs": "",
    "willet.live": "",
    "willet.people": "",
    "willet.activity": "",
    "willet.ui": "",
    "willet.store": "",
    "willet.site": "",
}
"""Room -> prefix of its addresses, top floor first; a room without `urls` has no pages of its own."""


def apps() -> list[str]:
    """The rooms as Django apps; a template or static file of a higher room wins."""
    return [f"{room}.apps.{_config(room)}" for room in ROOMS]


def url_modules() -> list[tuple[str, str]]:
    """Prefix and module of the addresses of each room that has pages, the site's own left out."""
    rooms = (room for room in ROOMS if room != "willet.site" and find_spec(f"{room}.urls"))
    return [(ROOMS[room], f"{room}.urls") for room in rooms]


def _config(room: str) -> str:
    return f"{room.rpartition('.')[2].capitalize()}Config"
