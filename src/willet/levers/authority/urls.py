"""The addresses of this room."""

from django.urls import path

from willet.levers.authority.views import deciding, ledger, limits, own

app_name = "authority"
urlpatterns = [
    path("authority/", own.own, name="own"),
    path("authority/became/", own.became, name="became"),
    path("authority/withdraw/", own.withdrawn, name="withdraw"),
    path("authority/take-back/", own.taken_back, name="take_back"),
    path("authority/requests/", deciding.to_decide, name="to_decide"),
    path("authority/requests/waiting/", deciding.waiting, name="waiting"),
    path("authority/requests/decide/", deciding.decided, name="decide"),
    path("authority/requests/noted/", deciding.noted, name="noted"),
    path("authority/deputies/", deciding.deputies, name="deputies"),
    path("authority/deputies/new/", deciding.new_deputy, name="new_deputy"),
    path("authority/deputies/<int:pk>/remove/", deciding.deputy_removed, name="remove_deputy"),
    path("authority/ledger/", ledger.ledger, name="ledger"),
    path("authority/ledger/confirm/", ledger.confirmed, name="confirm"),
    path("authority/limits/", limits.listed, name="limits"),
    path("authority/limits/new/", limits.proposed, name="new_limit"),
    path("authority/limits/<int:pk>/", limits.shown, name="limit"),
    path("authority/limits/<int:pk>/change/", limits.proposed, name="change_limit"),
    path("authority/limits/<int:pk>/settle/", limits.settled, name="settle"),
    path("authority/kinds/", limits.kinds, name="kinds"),
    path("authority/kinds/new/", limits.kind_edited, name="new_kind"),
    path("authority/kinds/<int:pk>/", limits.kind_edited, name="kind"),
    path("authority/two-people/", limits.two_people, name="two_people"),
    path("authority/receiver/", limits.receiver, name="receiver"),
]
