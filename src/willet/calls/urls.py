"""The addresses of this room."""

from django.urls import path

from willet.calls.views import call, calls, case, corrections, imports, lake, mappings, runs

app_name = "calls"

urlpatterns = [
    path("calls/", calls.listed, name="list"),
    path("calls/<path:contact_id>/", call.shown, name="call"),
    path("cases/<path:case_id>/", case.shown, name="case"),
    path("corrections/split/", corrections.split, name="split_case"),
    path("corrections/join/", corrections.join, name="join_cases"),
    path("corrections/withdraw/", corrections.withdraw, name="withdraw_correction"),
    path("corrections/<uuid:pk>/", corrections.shown, name="correction"),
    path("corrections/<uuid:pk>/progress/", corrections.progress, name="correction_progress"),
    path("lake/", lake.shown, name="lake"),
    path("imports/", imports.overview, name="imports"),
    path("imports/upload/", imports.received, name="receive"),
    path("imports/mappings/", mappings.listed, name="mappings"),
    path("imports/mappings/new/", mappings.edited, name="new_mapping"),
    path("imports/mappings/<int:pk>/", mappings.edited, name="mapping"),
    path("imports/mappings/<int:pk>/remove/", mappings.removed, name="remove_mapping"),
    path("imports/runs/<str:run_id>/", runs.shown, name="run"),
    path("imports/runs/<str:run_id>/progress/", runs.progress, name="undo_progress"),
    path("imports/runs/<str:run_id>/rejects/", runs.rejects, name="run_rejects"),
    path("imports/runs/<str:run_id>/undo/", runs.undone, name="undo"),
    path("imports/<uuid:pk>/", imports.shown, name="upload"),
    path("imports/<uuid:pk>/progress/", imports.progress, name="progress"),
    path("imports/<uuid:pk>/rejects/", imports.rejects, name="upload_rejects"),
    path("imports/<uuid:pk>/start/", imports.started, name="start"),
    path("imports/<uuid:pk>/again/", imports.again, name="again"),
    path("imports/<uuid:pk>/discard/", imports.discarded, name="discard"),
]
