"""What a reader hands in on this room's pages: files to import, and mappings to keep."""

from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from willet.core.records import RequestError
from willet.core.sources import SOURCES, source_named
from willet.core.sources.clock import zone_named
from willet.core.sources.regions import region_named
from willet.imports.domain.mappings import change_mapping, check_mapping, put
from willet.imports.domain.reports import source_name
from willet.imports.domain.watched.looking import check_alone, check_folder
from willet.imports.models import SavedMapping, WatchedFolder
from willet.people.models import User
from willet.ui.messages import translate

if TYPE_CHECKING:
    _MappingForm = forms.ModelForm[SavedMapping]
    _FolderForm = forms.ModelForm[WatchedFolder]
else:
    _MappingForm = _FolderForm = forms.ModelForm

RECOGNISE = ""
SEVERAL = "asterisk"
"""The source of which a centre may have several phone systems; files that are to be recognised may be its."""
LONGEST_PBX = 31
"""Letters of a phone system's name; behind `asterisk@` they make the 40 that the name of a source may have."""
_MAPPING_BYTES = 256 * 1024


class ManyFilesInput(forms.ClearableFileInput):
    """The browser's own chooser, for several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or several files; cleaned to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file checked as Django checks one; no file at all is a missing one."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(d, initial) for d in given or [None]]


class ReadThere:
    """The fields of a form that say where files come from: the zone of their times, the country of their numbers."""

    cleaned_data: dict[str, Any]

    def clean_zone(self) -> str:
        """An IANA zone, or nothing."""
        zone: str = self.cleaned_data["zone"].strip()
        if zone:
            _checked_by(zone_named, zone)
        return zone

    def clean_region(self) -> str:
        """A country of phone numbers, or nothing."""
        region: str = self.cleaned_data["region"].strip()
        if region:
            _checked_by(region_named, region)
        return region


class ReadingForm(ReadThere, forms.Form):
    """What must be told about files: the system, the zone, and which column means what."""

    source = forms.ChoiceField(label=_("What wrote them"), required=False)
    pbx = forms.CharField(
        label=_("Name of the phone system"),
        required=False,
        max_length=LONGEST_PBX,
        help_text=_(
            "Where the centre has several: small letters, digits, - and _, such as north. Its calls are kept apart "
            "from those of the others."
        ),
    )
    zone = forms.CharField(
        label=_("Time zone"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"list": "zones", "autocomplete": "off"}),
        help_text=_("The centre’s zone, such as Europe/Amsterdam, if the files do not say."),
    )
    region = forms.CharField(
        label=_("Country of phone numbers"),
        required=False,
        max_length=2,
        help_text=_("Two letters, such as NL, for numbers written without a country."),
    )
    saved_mapping = forms.ModelChoiceField(
        SavedMapping.objects.all(),
        label=_("Saved mapping"),
        required=False,
        empty_label=_("none"),
    )
    mapping_file = forms.FileField(
        label=_("Mapping file"),
        required=False,
        help_text=_("TOML: which column means what. Without one you choose that on the next page."),
    )
    keep_mapping_as = forms.CharField(
        label=_("Keep this mapping as"),
        required=False,
        max_length=80,
        help_text=_("A name, so that you can choose it next time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                (RECOGNISE, _("Recognise it")),
                *((s, source_name(s)) for s in SOURCES),
            ]

    def clean_pbx(self) -> str:
        """A name that a phone system may have, or nothing."""
        pbx: str = self.cleaned_data["pbx"].strip()
        if pbx:
            _checked_by(source_named, f"{self.cleaned_data.get('source') or SEVERAL}@{pbx}")
        return pbx

    def clean_mapping_file(self) -> str:
        """The text of the mapping file."""
        file: UploadedFile[bytes] | None = self.cleaned_data["mapping_file"]
        return _mapping_text(file) if file else ""

    def clean(self) -> dict[str, Any]:
        """Bring the two ways of giving a mapping together in `mapping`."""
        data = super().clean() or {}
        saved = data.get("saved_mapping")
        data["mapping"] = data.get("mapping_file") or (saved.text if saved else "")
        if data.get("keep_mapping_as") and not data.get("mapping_file"):
            self.add_error("keep_mapping_as", _("Choose the mapping file that is to be kept."))
        return data

    @staticmethod
    def zones() -> list[str]:
        """Every zone a browser may offer while typing."""
        return sorted(z for z in available_timezones() if "/" in z and not z.startswith("Etc/"))


class UploadForm(ReadingForm):
    """Files, and what must be told about them."""

    uploads = ManyFilesField(
        label=_("Files"),
        help_text=_(
            "CSV, TSV, Excel, Parquet, gzip, or an Asterisk queue_log; several at once if they belong together."
        ),
    )


class MappingForm(_MappingForm):
    """A mapping to be kept: its name and its text."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = SavedMapping
        fields = ("name", "text")
        widgets = {"text": forms.Textarea({"rows": 24, "spellcheck": "false", "class": "code"})}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["seen_version"].initial = self.instance.version

    def save(self, commit: bool = True) -> SavedMapping:
        """Save the text as a new version.

        Raises:
            StaleMappingError: somebody else saved one since this text was looked at.
        """
        if self.instance._state.adding:
            return put(self.instance, text=self.instance.text, by=self.by)
        seen = self.cleaned_data.get("seen_version") or 0
        return change_mapping(self.instance, by=self.by, seen_version=seen)

    def clean_text(self) -> str:
        """A text that the importer understands."""
        text: str = self.cleaned_data["text"]
        _checked_by(check_mapping, text)
        return text


class FolderForm(ReadThere, _FolderForm):
    """A folder to be watched, and how its files are read."""

    class Meta:
        model = WatchedFolder
        fields = ("path", "source", "mapping", "zone", "region", "silent_after_h", "active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = [(RECOGNISE, _("Recognise it")), *((s, source_name(s)) for s in SOURCES)]
        self.fields["mapping"].empty_label = _("none")  # type: ignore[attr-defined] # a choice of rows
        label = self.fields["source"].label
        self.fields["source"] = forms.ChoiceField(choices=sources, label=label, required=False)

    def clean_path(self) -> str:
        """A folder that can be read, and is none of the product's own."""
        path: str = self.cleaned_data["path"].strip()
        _checked_by(check_folder, path)
        _checked_by(partial(check_alone, folder=self.instance), path)
        return path


def _mapping_text(file: "UploadedFile[bytes]") -> str:
    if (file.size or 0) > _MAPPING_BYTES:
        raise forms.ValidationError(_("This is too large for a mapping file; is it the data?"))
    try:
        text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise forms.ValidationError(
            _("A mapping file is text in UTF-8; this file is not.")
        ) from None
    _checked_by(check_mapping, text)
    return text


def _checked_by(check: Any, text: str) -> None:
    try:
        check(text)
    except RequestError as error:
        raise forms.ValidationError(translate(error.message)) from error
