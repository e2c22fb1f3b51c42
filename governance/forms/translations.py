"""A form that says of which document another one is the translation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.control_words import language
from governance.models import Document
from governance.models.document import DocumentQuerySet


class OriginalChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def label_from_instance(self, obj: Document) -> str:
        return f"{obj} ({language(obj.language)})"


class TranslationForm(PlainWords, forms.Form):
    """Which document it translates, if any. `seen` is the reference that the person saw chosen."""

    translation_of = OriginalChoiceField(
        label=_("This document is a translation of"),
        help_text=_("Documents of the same organisation and kind, in another language."),
        queryset=Document.objects.none(),
        to_field_name="reference",
        empty_label=_("No other document"),
        required=False,
        error_messages={
            "invalid_choice": _("This document cannot be chosen any more. Choose one that is in the list."),
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=48, required=False)

    @classmethod
    def asking(
        cls, data: Mapping[str, Any] | None, *, originals: DocumentQuerySet, stated: Document | None
    ) -> TranslationForm:
        reference = stated.reference if stated else ""
        form = cls(data, initial={"translation_of": reference, "seen": reference})
        choice = form.fields["translation_of"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = originals
        return form
