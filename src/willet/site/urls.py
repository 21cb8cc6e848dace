"""The addresses: the rooms' own pages, sign-in, and what the machinery around Willet asks."""

from django.urls import include, path

from willet.site import csp, health
from willet.site.rooms import url_modules

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("csp-report/", csp.receive, name="csp_report"),
    path("account/", include("willet.people.signin.urls")),
    *(path(prefix, include(module)) for prefix, module in url_modules()),
]

handler400 = "willet.site.errors.bad_request"
handler403 = "willet.site.errors.forbidden"
handler404 = "willet.site.errors.missing_page"
handler429 = "willet.site.errors.too_many"
handler500 = "willet.site.errors.failed"
