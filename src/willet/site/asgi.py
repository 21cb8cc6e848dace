"""The product as an ASGI application: `uvicorn willet.site.asgi:application`."""

from willet.site.starting import boot

boot()

from django.core.asgi import get_asgi_application  # noqa: E402 -- app ready

from willet.dashboards.tasks import warm_up  # noqa: E402 -- app ready
from willet.site.body_limit import BodyLimit  # noqa: E402 -- app ready

application = BodyLimit(get_asgi_application())
warm_up()
