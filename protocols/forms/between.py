"""Whether one party may rely on an agreement towards another, and for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords


class BetweenForm(PlainWords, forms.Form):
    giver = forms.ChoiceField(
        label=_("Who sends"), error_messages={"invalid_choice": _("Choose who sends from the list.")}
    )
    taker = forms.ChoiceField(
        label=_("Who receives"), error_messages={"invalid_choice": _("Choose who receives from the list.")}
    )
    item = forms.ChoiceField(
        label=_("What (optional)"),
        required=False,
        error_messages={"invalid_choice": _("Choose something from the list.")},
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        parties: Sequence[tuple[str, str]] = (),
        items: Sequence[str] = (),
    ) -> None:  # Any: what was typed
        super().__init__(data)
        for name in ("giver", "taker"):
            self._choose(name, [("", str(_("Choose a party"))), *parties])
        self._choose("item", [("", str(_("Anything"))), *((item, item) for item in items)])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
