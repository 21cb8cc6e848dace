"""The product as an ASGI application: `uvicorn willet.site.asgi:application`."""

from willet.site.starting import boot

boot()

from django.conf import settings  # noqa: E402 -- app ready
from django.core.asgi import get_asgi_application  # noqa: E402 -- app ready

from willet.live.hub import HUB  # noqa: E402 -- app ready
from willet.live.opening import LiveStreams  # noqa: E402 -- app ready
from willet.live.seats import SEATS  # noqa: E402 -- app ready
from willet.live.stopping import end_with_the_server  # noqa: E402 -- app ready
from willet.site.body_limit import BodyLimit  # noqa: E402 -- app ready
from willet.site.lifespan import Lifespan  # noqa: E402 -- app ready
from willet.site.proxies import TrustedProxies  # noqa: E402 -- app ready
from willet.site.warming import WARMING  # noqa: E402 -- app ready


def begin() -> None:
    """What begins with the server."""
    WARMING.begin()
    end_with_the_server(HUB)


_rooms = LiveStreams(BodyLimit(get_asgi_application()), HUB, SEATS)
application = Lifespan(TrustedProxies(_rooms, settings.WILLET_PROXIES), begin)
