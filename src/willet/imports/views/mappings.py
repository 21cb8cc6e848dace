"""Mappings kept for the next export of the same system."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from willet.figures.domain.readers import person
from willet.imports.forms import MappingForm
from willet.imports.models import SavedMapping
from willet.imports.views.uploads import may_import


@require_safe
@may_import
def listed(request: HttpRequest) -> HttpResponse:
    """All of them."""
    mappings = SavedMapping.objects.select_related("saved_by")
    return render(request, "imports/mappings.html", {"mappings": mappings})


@may_import
def edited(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new mapping, or a change to one; a text the importer does not understand is not kept."""
    mapping = get_object_or_404(SavedMapping, pk=pk) if pk is not None else SavedMapping()
    form = MappingForm(request.POST or None, instance=mapping)
    if request.method == "POST" and form.is_valid():
        form.instance.saved_by = person(request)
        form.save()
        messages.success(request, _("Saved."))
        return redirect("imports:mappings")
    return render(request, "imports/mapping.html", {"form": form, "pk": pk})


@require_POST
@may_import
def removed(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """Forget one; imports made with it stay as they are."""
    get_object_or_404(SavedMapping, pk=pk).delete()
    messages.success(request, _("The mapping was removed."))
    return redirect("imports:mappings")
