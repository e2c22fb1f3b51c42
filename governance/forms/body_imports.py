"""Forms for an import of bodies: the files, and the plan that somebody agrees to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from audit.identifiers import new_id


class FilesInput(forms.FileInput):
    """A choice of several files."""

    allow_multiple_selected = True

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, UploadedFile[bytes]], name: str
    ) -> list[UploadedFile[bytes]]:
        return files.getlist(name)


class FilesField(forms.Field):
    """Several files; what is in them is looked at by the act, in one place for all who give it files."""

    widget = FilesInput

    def clean(self, value: Sequence[UploadedFile[bytes]] | None) -> list[UploadedFile[bytes]]:
        found = list(value or [])
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return found


class UploadForm(PlainWords, forms.Form):
    """The lists. `once` is the key that the import will have, so that a form sent twice makes one import."""

    lists = FilesField(
        label=_("Public lists, as CSV files"),
        help_text=_("Several at a time: 20 files at most, each 2 MB at most, 5 MB together."),
        widget=FilesInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": _("Choose the lists that you want to bring in.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)


class PlannedForm(PlainWords, forms.Form):
    """`planned` is the print of the plan that the person saw."""

    planned = forms.CharField(widget=forms.HiddenInput, max_length=64)


class FaultPageForm(PlainWords, forms.Form):
    """Which of many faulty rows are shown."""

    page = forms.IntegerField(required=False, min_value=1, max_value=1000)

    @classmethod
    def number(cls, data: Mapping[str, str]) -> int:
        """The first page for whatever is no page."""
        form = cls(data)
        return (form.cleaned_data["page"] or 1) if form.is_valid() else 1
