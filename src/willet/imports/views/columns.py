"""What the columns of an upload mean, chosen from lists; the same as TOML; the first rows as they would be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from willet.core.records import RequestError, WilletError
from willet.core.sources.table.grammar import parse_mapping
from willet.core.sources.table.mapping import TableMapping
from willet.core.sources.table.proposing import DATED, TableChoices, TableProposal
from willet.core.sources.table.writing import toml_of
from willet.figures.domain.failing import explains_failures
from willet.figures.domain.readers import person
from willet.figures.domain.titles import metric_title
from willet.imports.domain import importing
from willet.imports.domain.column_cards import Answers, ListOption, cards, chosen
from willet.imports.domain.columns import choices_for, supported, tried
from willet.imports.domain.mappings import StaleMappingError, keep_mapping
from willet.imports.domain.meanings import ROWS
from willet.imports.domain.previews import tried_table
from willet.imports.domain.proposals import proposal_for
from willet.imports.models import SavedMapping, Upload
from willet.imports.views.uploads import may_import
from willet.ui.messages import translate
from willet.ui.zones import centre_zone


@dataclass(frozen=True, slots=True)
class ChosenColumns:
    """What the page shows: the choices, what the TOML says beyond them, and the mapping that both make."""

    choices: TableChoices
    beyond: Mapping[str, Sequence[str]]
    before: TableMapping | None

    def mapping(self) -> TableMapping:
        """The mapping of the choices, with all that the TOML before said beyond them.

        Raises:
            RequestError: the choices make none.
        """
        if self.before is None:
            return _checked(self.choices.mapping())
        kept = {name: self.before.rules[name] for name in self.beyond}
        mapping = self.choices.mapping(kept)
        beside = {(s.instrument, s.score.columns): s for s in self.before.surveys}
        # What the TOML said of a survey stays as long as its column is the one that is chosen.
        surveys = [beside.get((s.instrument, s.score.columns), s) for s in mapping.surveys]
        more = [
            s
            for s in self.before.surveys
            if s.instrument not in {m.instrument for m in mapping.surveys}
        ]
        before = self.before
        return _checked(
            replace(
                mapping,
                title=before.title,
                evidence=before.evidence,
                drops=before.drops,
                vault=before.vault,
                surveys=(*surveys, *(s for s in more if len(s.score.columns) != 1)),
            )
        )


def _checked(mapping: TableMapping) -> TableMapping:
    return parse_mapping(toml_of(mapping))


@may_import
@never_cache
@explains_failures
@require_http_methods(["GET", "HEAD", "POST"])
def chosen_columns(request: HttpRequest, pk: str) -> HttpResponse:
    """The page of the columns; a POST shows the first rows, keeps and reads, or turns to the TOML."""
    upload = get_object_or_404(Upload, pk=pk, run_id="")
    proposal = proposal_for(upload)
    if proposal is None:
        if request.method == "POST":
            _look(request, upload)
        return redirect("imports:upload", upload.pk)
    now = ChosenColumns(*choices_for(upload, proposal))
    if request.method != "POST":
        return _page(request, upload, proposal, now)
    answers: Answers = {name: str(value) for name, value in request.POST.items()}
    now = replace(now, choices=chosen(proposal, now.choices, answers))
    return _answered(request, upload, proposal, now, answers)


def _look(request: HttpRequest, upload: Upload) -> None:
    """Columns that nobody looked at yet are the worker's to read."""
    try:
        importing.look_at_columns(upload, by=person(request))
    except WilletError as error:
        messages.error(request, translate(error.message))


def _answered(
    request: HttpRequest,
    upload: Upload,
    proposal: TableProposal,
    now: ChosenColumns,
    answers: Answers,
) -> HttpResponse:
    try:
        mapping = now.mapping()
        if answers.get("do") == "text":
            return render(
                request, "imports/text.html", {"upload": upload, "text": toml_of(mapping)}
            )
        if answers.get("do") == "read":
            _refuse_open(proposal, now)
            _keep(request, upload, proposal, toml_of(mapping), answers)
            return redirect("imports:upload", upload.pk)
    except StaleMappingError as stale:
        return _page(request, upload, proposal, now, wrong=translate(stale.message), status=409)
    except WilletError as error:
        return _page(request, upload, proposal, now, wrong=translate(error.message), status=422)
    return _page(request, upload, proposal, now)


def _refuse_open(proposal: TableProposal, now: ChosenColumns) -> None:
    """Dates that could be read in two ways are not read before a person says which."""
    for column, choice in zip(proposal.columns, now.choices.columns, strict=True):
        if column.is_asked and choice.meaning in DATED and not choice.formats:
            raise RequestError(
                _("Say how the dates of %(column)s are written: both ways would be possible.")
                % {"column": choice.column}
            )


def _keep(
    request: HttpRequest, upload: Upload, proposal: TableProposal, text: str, answers: Answers
) -> None:
    name, by = answers.get("keep_as", "").strip()[:80], person(request)
    if name:
        seen = answers.get("seen_version", "")
        known = SavedMapping.objects.filter(name=name).first()
        is_whole = seen.isascii() and seen.isdigit() and len(seen) < 10
        version = int(seen) if is_whole and name == answers.get("seen_name") else None
        if known is not None and version is None and known.text != text:
            # Under a name that the page did not show, it would be somebody else's.
            version = 0
        keep_mapping(name, text=text, by=by, shape=proposal.shape, seen_version=version)
    zone, region = answers.get("zone", ""), answers.get("region", "")
    importing.read_by_columns(
        upload, text, zone=zone.strip(), region=region.strip(), by=by, read_by=name
    )


def _page(
    request: HttpRequest,
    upload: Upload,
    proposal: TableProposal,
    now: ChosenColumns,
    *,
    wrong: str = "",
    status: int = 200,
) -> HttpResponse:
    named = request.POST.get("keep_as", "").strip()[:80] if status == 409 else ""
    named = named or upload.read_by
    saved = SavedMapping.objects.filter(name=named).first() if named else None
    zone = now.choices.zone or upload.zone or _centre()
    context = {
        "upload": upload,
        "proposal": proposal,
        "doubts": [translate(doubt) for doubt in proposal.doubts],
        "cards": cards(proposal, now.choices, now.beyond),
        "choices": now.choices,
        "zone": zone,
        "region": now.choices.region or upload.region,
        "zones": sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/")),
        "rows": [ListOption(v, str(label), v == now.choices.row) for v, label in ROWS.items()],
        "wrong": wrong,
        "saved": saved,
        "keep_as": request.POST.get("keep_as", saved.name if saved else ""),
        **_shown(proposal, now, zone),
    }
    return render(request, "imports/columns.html", context, status=status)


def _centre() -> str:
    zone = centre_zone().key
    return "" if zone == "UTC" else zone


def _shown(proposal: TableProposal, now: ChosenColumns, zone: str) -> dict[str, Any]:
    """The first rows as these choices read them, and what the file can tell."""
    try:
        mapping = now.mapping()
    except WilletError as error:
        return {"no_preview": translate(error.message)}
    rows, refused = tried(proposal, mapping, zone or None)
    can, cannot = supported(mapping)
    scope: dict[str, Any] = {
        "can": [metric_title(name) for name in can],
        "cannot": [(metric_title(name), translate(why)) for name, why in cannot],
    }
    if refused is not None:
        return {**scope, "no_preview": translate(refused.message)}
    return {**scope, "preview": tried_table(rows, mapping, ZoneInfo(mapping.zone or zone or "UTC"))}


@may_import
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def columns_text(request: HttpRequest, pk: str) -> HttpResponse:
    """The mapping of an upload as TOML; what is changed here stands in the lists again."""
    upload = get_object_or_404(Upload, pk=pk, run_id="")
    text = request.POST.get("text", upload.mapping)
    if request.method == "POST":
        try:
            parse_mapping(text)
            importing.set_text(upload, text)
            return redirect("imports:columns", upload.pk)
        except WilletError as error:
            wrong = translate(error.message)
            context = {"upload": upload, "text": text, "wrong": wrong}
            return render(request, "imports/text.html", context, status=422)
    return render(request, "imports/text.html", {"upload": upload, "text": text})
