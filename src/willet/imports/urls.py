"""The addresses of this room."""

from django.urls import path

from willet.imports.views import columns, folders, lake, mappings, runs, uploads

app_name = "imports"

urlpatterns = [
    path("lake/", lake.shown, name="lake"),
    path("imports/", uploads.overview, name="imports"),
    path("imports/upload/", uploads.received, name="receive"),
    path("imports/mappings/", mappings.listed, name="mappings"),
    path("imports/mappings/new/", mappings.edited, name="new_mapping"),
    path("imports/mappings/<int:pk>/", mappings.edited, name="mapping"),
    path("imports/mappings/<int:pk>/versions/", mappings.listed_versions, name="mapping_versions"),
    path(
        "imports/mappings/<int:pk>/versions/<int:number>/",
        mappings.version,
        name="mapping_version",
    ),
    path("imports/mappings/<int:pk>/remove/", mappings.removed, name="remove_mapping"),
    path("imports/folders/", folders.listed, name="folders"),
    path("imports/folders/new/", folders.edited, name="new_folder"),
    path("imports/folders/<int:pk>/", folders.edited, name="folder"),
    path("imports/folders/<int:pk>/files/", folders.files, name="folder_files"),
    path("imports/folders/<int:pk>/remove/", folders.removed, name="remove_folder"),
    path("imports/runs/<str:run_id>/", runs.shown, name="run"),
    path("imports/runs/<str:run_id>/progress/", runs.progress, name="undo_progress"),
    path("imports/runs/<str:run_id>/rejects/", runs.rejects, name="run_rejects"),
    path("imports/runs/<str:run_id>/undo/", runs.undone, name="undo"),
    path("imports/<uuid:pk>/", uploads.shown, name="upload"),
    path("imports/<uuid:pk>/columns/", columns.chosen_columns, name="columns"),
    path("imports/<uuid:pk>/columns/text/", columns.columns_text, name="columns_text"),
    path("imports/<uuid:pk>/progress/", uploads.progress, name="progress"),
    path("imports/<uuid:pk>/rejects/", uploads.rejects, name="upload_rejects"),
    path("imports/<uuid:pk>/start/", uploads.started, name="start"),
    path("imports/<uuid:pk>/again/", uploads.again, name="again"),
    path("imports/<uuid:pk>/discard/", uploads.discarded, name="discard"),
]
