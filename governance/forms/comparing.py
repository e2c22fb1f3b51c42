"""Which two versions to compare, and how to show them; all of it comes from the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from governance.models import DocumentVersion

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from governance.forms.filters import Words

SIDE, ALL = "side", "all"


class ComparisonForm(PlainWords, forms.Form):
    """`versions`: those that the person may read, the newest first."""

    view = forms.ChoiceField(
        required=False,
        choices=[("", _("In one column")), (SIDE, _("Side by side"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("A comparison cannot be laid out that way.")},
    )
    show = forms.ChoiceField(
        required=False,
        choices=[("", _("Only changes")), (ALL, _("The whole text"))],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("A comparison cannot be shown that way.")},
    )

    def __init__(self, data: Words | None, *, versions: Iterable[DocumentVersion]) -> None:
        super().__init__(data)
        self.versions = {version.number: version for version in versions}
        choices = [
            (number, f"{number}, {version.standing().label}") for number, version in self.versions.items()
        ]
        self.fields["from"] = _chosen(
            _("From version"), choices, _("Choose the first version from the list.")
        )
        self.fields["to"] = _chosen(_("To version"), choices, _("Choose the second version from the list."))
        self.order_fields(["from", "to"])

    def clean_to(self) -> str:
        number = cast("str", self.cleaned_data["to"])
        if number == self.cleaned_data.get("from"):
            raise ValidationError(_("Choose two different versions."), code="same")
        return number

    @property
    def older(self) -> DocumentVersion:
        return self.versions[self.cleaned_data["from"]]

    @property
    def newer(self) -> DocumentVersion:
        return self.versions[self.cleaned_data["to"]]


def _chosen(label: _StrPromise, choices: list[tuple[str, str]], sentence: _StrPromise) -> forms.ChoiceField:
    messages = {"required": sentence, "invalid_choice": sentence}
    return forms.ChoiceField(label=label, choices=choices, error_messages=messages)
