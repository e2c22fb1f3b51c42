"""Which two versions of an agreement to compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.models import DocumentVersion


class CompareForm(PlainWords, forms.Form):
    """`versions`: those that the person may read, the newest first."""

    older = forms.ChoiceField(
        label=_("From version"),
        error_messages={"invalid_choice": _("Choose the first version from the list.")},
    )
    newer = forms.ChoiceField(
        label=_("To version"),
        error_messages={"invalid_choice": _("Choose the second version from the list.")},
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, versions: Iterable[DocumentVersion]
    ) -> None:  # Any: typed
        super().__init__(data)
        numbers = [(version.number, version.number) for version in versions]
        for name in ("older", "newer"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = numbers
