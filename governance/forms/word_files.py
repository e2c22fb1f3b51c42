"""Forms for a Word file that becomes a draft: the file, and what becomes of each of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.forms.documents import NewForm
from governance.forms.files import CheckedFileField
from governance.kinds import WRITTEN_IN
from governance.word_parts import JOIN, LEAVE_OUT, OWN, WordReport
from organisations.models import Organisation


class WordUploadForm(NewForm):
    """The file and what it is. `once` is the key that the import will have."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, initial=WRITTEN_IN, widget=forms.RadioSelect
    )
    file = CheckedFileField(
        label=_("Word file"),
        help_text=_("A .docx file of 10 MB at most, without macros."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose the Word file."), "empty": _("This file is empty.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        files: MultiValueDict[str, Any] | None = None,
        *,
        organisations: Sequence[Organisation],
    ) -> None:
        super().__init__(data, files)
        self.offer(organisations)


class WordDraftForm(PlainWords, forms.Form):
    """The title, and for each part of the file what becomes of it: a field `place_0` and so on."""

    title = forms.CharField(
        label=_("Title of the document"),
        max_length=200,
        error_messages={
            "required": _("Enter a title."),
            "max_length": _("A title can have 200 characters. Shorten it."),
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, report: WordReport, choices: Sequence[tuple[str, Any]]
    ) -> None:
        super().__init__(data, initial={"title": report["title"]})
        self.places = [f"place_{number}" for number in range(len(report["parts"]))]
        for name, part in zip(self.places, report["parts"], strict=True):
            self.fields[name] = forms.ChoiceField(
                label=_("Becomes"),
                choices=[
                    (OWN, _("A section of its own")),
                    *([(JOIN, _("Part of the section before"))] if name != "place_0" else []),
                    (LEAVE_OUT, _("Leave it out")),
                    (_("Sections of this kind"), list(choices)),
                ],
                initial=part["place"] or OWN,
                widget=forms.Select(attrs={"aria-describedby": f"{name}_from"}),
                error_messages={
                    "required": _("Choose what becomes of this part."),
                    "invalid_choice": _("Choose what becomes of this part from the list."),
                },
            )

    @property
    def chosen(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.places]
