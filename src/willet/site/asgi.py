"""The product as an ASGI application: `uvicorn willet.site.asgi:application`."""

from willet.site.starting import boot

boot()

from django.conf import settings  # noqa: E402 -- app ready
from django.core.asgi import get_asgi_application  # noqa: E402 -- app ready

from willet.site.body_limit import BodyLimit  # noqa: E402 -- app ready
from willet.site.lifespan import Lifespan  # noqa: E402 -- app ready
from willet.site.proxies import TrustedProxies  # noqa: E402 -- app ready
from willet.site.warming import WARMING  # noqa: E402 -- app ready

application = Lifespan(
    TrustedProxies(BodyLimit(get_asgi_application()), settings.WILLET_PROXIES), WARMING.begin
)
