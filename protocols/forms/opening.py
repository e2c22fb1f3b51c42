"""On what terms a version is opened for signature, and what may be changed of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords

ALL, PAIRS = "all", "pairs"
AGAIN, NEVER = "again", "never"
LONGEST = 2000


class OpenForm(PlainWords, forms.Form):
    force = forms.ChoiceField(
        label=_("When does it come into force?"),
        choices=[
            (PAIRS, _("Between any two parties, once both have signed")),
            (ALL, _("Between all of them, once all have signed")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when it comes into force.")},
    )
    closes_on = DayField(
        label=_("Last day to sign (optional)"),
        help_text=_("Such as 3 April 2027. You can change it later."),
        required=False,
    )
    long_stop_on = DayField(
        label=_("The version before ends by (optional)"),
        help_text=_("Even between those who have not signed this one by then."),
        required=False,
    )
    confirmed_open = forms.BooleanField(
        label=_("I mean to show this OFFICIAL-SENSITIVE text to everyone"),
        error_messages={
            "required": _("Confirm that you mean to show this OFFICIAL-SENSITIVE text to everyone.")
        },
    )
    confirmed_new = forms.BooleanField(
        label=_("The public may read what is new"),
        error_messages={
            "required": _("Say that the public may read what is new in this version, or withhold it.")
        },
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        replaces: bool = False,
        asks_about_all: bool = False,
        asks_about_new: bool = False,
    ) -> None:
        """`replaces`: a version before it is in force, so that one can say when that ends."""
        super().__init__(data)
        unasked = {
            "long_stop_on": replaces,
            "confirmed_open": asks_about_all,
            "confirmed_new": asks_about_new,
        }
        for name, is_asked in unasked.items():
            if not is_asked:
                del self.fields[name]


class LastDayForm(PlainWords, forms.Form):
    closes_on = DayField(
        label=_("Last day to sign"),
        help_text=_("Such as 3 April 2027. Leave it empty for no last day."),
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, initial: Mapping[str, Any] | None = None
    ) -> None:  # Any: what was typed
        super().__init__(data, initial=dict(initial or {}))


class CancelForm(PlainWords, forms.Form):
    then = forms.ChoiceField(
        label=_("What happens with this version?"),
        choices=[
            (AGAIN, _("It becomes a draft again, so that its text can change")),
            (NEVER, _("There will be no such agreement; it is kept as it is")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens with this version.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("All who were asked to sign read it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why. Those who were asked to sign will read it.")},
    )
