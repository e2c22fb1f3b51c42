"""When agreements leave the public register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit.forms.plain import PlainWords
from protocols.models.removal_rule import LONGEST_MONTHS, NEVER

AS_THE_REGISTER, KEPT, AFTER = "register", "never", "after"


def in_words(months: int) -> str:
    """Such as “3 months after the review day”."""
    if months == NEVER:
        return _now("Never")
    words = ngettext(
        "%(months)d month after the review day", "%(months)d months after the review day", months
    )
    return words % {"months": months}


class RemovalRuleForm(PlainWords, forms.Form):
    way = forms.ChoiceField(
        label=_("When does an agreement with an overdue review leave the public register?"),
        help_text=_("It stays in force, and the people of its parties still read it."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when an agreement leaves the public register.")},
    )
    months = forms.IntegerField(
        label=_("How many months after the review day?"),
        required=False,
        min_value=1,
        max_value=LONGEST_MONTHS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write a number of months, such as 3."),
            "min_value": _("Write a number of months between 1 and 120."),
            "max_value": _("Write a number of months between 1 and 120."),
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        keeps: bool = False,
        of_keeper: int = NEVER,
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # Any: what was typed
        """`keeps`: the organisation keeps the register, so that its rule counts for those without one."""
        super().__init__(data, initial=dict(initial or {}))
        common = _now("As the register does: %(when)s") % {"when": in_words(of_keeper).lower()}
        ways = [(KEPT, _now("Never")), (AFTER, _now("After some months"))]
        field = self.fields["way"]
        if isinstance(field, forms.ChoiceField):
            field.choices = ways if keeps else [(AS_THE_REGISTER, common), *ways]

    def clean(self) -> dict[str, Any]:  # Any: what a field can hold
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("way") == AFTER and not cleaned.get("months") and "months" not in self.errors:
            self.add_error("months", _("Write after how many months, such as 3."))
        return cleaned

    @property
    def rule(self) -> int | None:
        """As the act takes it."""
        ways = {AS_THE_REGISTER: None, KEPT: NEVER, AFTER: self.cleaned_data.get("months")}
        return ways[self.cleaned_data["way"]]
