"""The public listener as an ASGI application: `uvicorn willet.site.public.asgi:application`."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "willet.site.public.settings"

from willet.site.starting import boot

boot(with_static=False)

from django.conf import settings  # noqa: E402 -- app ready
from django.core.asgi import get_asgi_application  # noqa: E402 -- app ready

from willet.site.body_limit import BodyLimit  # noqa: E402 -- app ready
from willet.site.proxies import TrustedProxies  # noqa: E402 -- app ready

application = TrustedProxies(BodyLimit(get_asgi_application()), settings.WILLET_PROXIES)
