"""The addresses of this room."""

from django.urls import path

from willet.desk.views import analysis, articles, desk, events, grants, links, opening, webhooks

app_name = "desk"

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("desk/now/", desk.now, name="now"),
    path("desk/own/", opening.own, name="own"),
    path("desk/events/", events.events, name="events"),
    path("desk/open/", events.opened, name="opened"),
    path("desk/by-hand/", opening.by_hand, name="by_hand"),
    path("desk/records/", opening.records, name="records"),
    path("desk/records/<path:contact_id>/", opening.record, name="record"),
    path("desk/calls/<uuid:pk>/", desk.call, name="call"),
    path("desk/calls/<uuid:pk>/draft/", desk.draft, name="draft"),
    path("desk/calls/<uuid:pk>/articles/", articles.articles, name="articles"),
    path("desk/calls/<uuid:pk>/articles/missing/", articles.missing, name="missing"),
    path("desk/calls/<uuid:pk>/articles/draft/", articles.draft, name="draft_article"),
    path("desk/calls/<uuid:pk>/articles/<int:article>/", articles.article, name="article"),
    path("desk/calls/<uuid:pk>/articles/<int:article>/use/", articles.used, name="used"),
    path("desk/calls/<uuid:pk>/grants/", grants.grants, name="grants"),
    path("desk/calls/<uuid:pk>/grants/became/", grants.became, name="became"),
    path("desk/calls/<uuid:pk>/grants/undo/", grants.undone, name="undo_grant"),
    path("desk/promises/<int:pk>/kept/", desk.kept, name="kept"),
    path("dispositions/", analysis.dispositions, name="dispositions"),
    path("dispositions/calls/", analysis.behind, name="behind"),
    path("desk/webhooks/", webhooks.listed, name="webhooks"),
    path("desk/webhooks/<int:pk>/", webhooks.shown, name="webhook"),
    path("desk/webhooks/<int:pk>/again/", webhooks.again, name="again"),
    path("desk/webhooks/<int:pk>/remove/", webhooks.removed, name="remove_webhook"),
    path("desk/links/", links.listed, name="links"),
    path("desk/links/<int:pk>/revoke/", links.revoked, name="revoke"),
]
