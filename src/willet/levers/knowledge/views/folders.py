"""The pages of whoever brings articles in from elsewhere, or takes all of them along."""

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from willet.activity.domain import Subject, record
from willet.activity.models import Act
from willet.levers.knowledge.domain.errors import ArticleError
from willet.levers.knowledge.domain.exporting import export_all
from willet.levers.knowledge.domain.folders import LARGEST_ZIP, files_of
from willet.levers.knowledge.domain.importing import FileOutcome, import_folder
from willet.levers.knowledge.forms import ArticleFolderForm
from willet.levers.knowledge.rules import KEEP_ARTICLES
from willet.levers.knowledge.tables import outcomes_table
from willet.people.agents.telling import person
from willet.ui.messages import translate

only_keepers = permission_required(KEEP_ARTICLES, raise_exception=True)


@require_http_methods(["GET", "HEAD", "POST"])
@only_keepers
def bring(request: HttpRequest) -> HttpResponse:
    """A folder handed in, and what became of each of its files."""
    start = {"language": get_language()}
    form = ArticleFolderForm(request.POST or None, request.FILES or None, initial=start)
    outcomes: list[FileOutcome] | None = None
    if request.method == "POST" and form.is_valid():
        given, handed = form.cleaned_data, form.cleaned_data["folder"]
        try:
            outcomes = import_folder(
                files_of(str(handed.name), handed.read(LARGEST_ZIP + 1)),
                language=given["language"],
                by=person(request),
                at_once=given["at_once"],
            )
        except ArticleError as refused:
            form.add_error("folder", translate(refused.message))
    table = outcomes_table(outcomes) if outcomes is not None else None
    status = 422 if form.errors else 200
    return render(request, "knowledge/bring.html", {"form": form, "table": table}, status=status)


@require_safe
@only_keepers
def take_along(request: HttpRequest) -> HttpResponse:
    """All articles as one file."""
    day = timezone.localdate().isoformat()
    response = HttpResponse(export_all(person(request)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="articles-{day}.zip"'
    record(Act.DOWNLOADED, Subject("knowledge.articles", "", "articles"))
    return response
