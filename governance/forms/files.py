"""A field for one file from outside, and the form that attaches it to a draft."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.files.asking import LARGEST
from governance.files.refusals import FileRefused, sentence
from governance.files.types import ACCEPTED, CheckedFile, check


class CheckedFileField(forms.FileField):
    """Gives a CheckedFile. What it cannot take is told here, before any act begins and the database is held."""

    def clean(self, data: Any, initial: Any = None) -> CheckedFile | None:
        sent = cast("UploadedFile[bytes] | None", super().clean(data, initial))
        if sent is None:
            return None
        if (sent.size or 0) > LARGEST:
            raise forms.ValidationError(sentence("too_large"), code="too_large")
        sent.seek(0)  # the page may be asked again with the same form
        try:
            return check(str(sent.name), sent.read())
        except FileRefused as refusal:
            raise forms.ValidationError(str(refusal), code="refused") from refusal


class AttachForm(PlainWords, forms.Form):
    """One file for a draft, and what it is."""

    file = CheckedFileField(
        label=_("File"),
        help_text=_(
            "A PDF, Word, Excel or OpenDocument text file, a PNG or JPEG picture, a CSV table or plain text. "
            "10 MB at most, without macros."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose the file that you want to attach."),
            "empty": _("This file is empty."),
        },
    )
    title = forms.CharField(
        label=_("What it is (optional)"),
        help_text=_("Such as “Map of the teams”. Without it readers see the name of the file."),
        max_length=160,
        required=False,
        error_messages={"max_length": _("This can have 160 characters. Shorten it.")},
    )
