"""For which parties of a draft somebody is to be invited to sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from organisations.models import Organisation


class SignatoriesForm(PlainWords, forms.Form):
    """`seen`: the stamp of the parties and the plan as the person saw them."""

    invited = forms.MultipleChoiceField(
        label=_("Who is invited to sign?"),
        help_text=_(
            "Tick a party whose signatory has no account here. You write to the person once it is open for signature."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose parties from the list.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        bodies: Sequence[Organisation],
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # Any: what was typed
        super().__init__(data, initial=dict(initial or {}))
        self.bodies = {body.code: body for body in bodies}
        field = self.fields["invited"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(body.code, body.name) for body in bodies]

    @property
    def chosen(self) -> list[Organisation]:
        return [self.bodies[code] for code in self.cleaned_data["invited"]]
