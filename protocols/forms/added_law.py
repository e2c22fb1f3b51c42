"""Law that an organisation adds to what agreements can name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from protocols.models import AddedLaw
from protocols.models.added_law import GROUPS

OUT_OF_LIFE = _("Such as 3 April 2026. Leave it empty if you do not know.")


class AddedLawForm(PlainWords, forms.Form):
    """`seen`: the stamp of the law that the person began from; `once`: the key of a new one."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)
    group = forms.ChoiceField(
        label=_("What is it?"),
        choices=GROUPS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it is a legal power or a basis, and which.")},
    )
    act = forms.CharField(
        label=_("Act or other law"),
        help_text=_("Such as “Greater Northshire Act 1985”."),
        max_length=200,
        error_messages={"required": _("Write the name of the Act or other law.")},
    )
    section = forms.CharField(
        label=_("Section (optional)"),
        help_text=_("Such as “section 4” or “Schedule 2, paragraph 3”."),
        max_length=100,
        required=False,
    )
    allows = forms.CharField(
        label=_("What it allows"),
        help_text=_("In one sentence: who may share what, with whom, for what."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what it allows.")},
    )
    source = forms.CharField(
        label=_("Where you read it"),
        help_text=_("Such as “legislation.gov.uk, read on 3 April 2026”."),
        max_length=300,
        error_messages={"required": _("Say where you read it, so that others can look.")},
    )
    address = forms.URLField(
        label=_("Its web address (optional)"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "spellcheck": "false"}),
    )
    in_force_from = DayField(label=_("In force from (optional)"), help_text=OUT_OF_LIFE, required=False)
    in_force_to = DayField(
        label=_("Last day (optional)"), help_text=_("Leave it empty while it is in force."), required=False
    )

    @classmethod
    def of(cls, law: AddedLaw | None, data: Mapping[str, Any] | None, *, seen: str = "") -> AddedLawForm:
        """What it is stays: a power that was a basis is another one. Any: what was typed."""
        names = ("act", "section", "allows", "source", "address", "in_force_from", "in_force_to")
        initial = {name: getattr(law, name) for name in names} if law else {}
        form = cls(data, initial={**initial, "seen": seen})
        if law:
            del form.fields["group"]
        return form

    @property
    def typed(self) -> dict[str, Any]:  # Any: what a field of the law can hold
        return {
            name: self.cleaned_data[name] for name in self.fields if name not in ("seen", "once", "group")
        }


class EndLawForm(PlainWords, forms.Form):
    on = DayField(
        label=_("Its last day"),
        help_text=_("Such as 3 April 2026."),
        error_messages={"required": _("Write the last day on which it holds.")},
    )


class FindLawForm(PlainWords, forms.Form):
    """Words by which the choice of laws is made shorter."""

    q = forms.CharField(
        label=_("Find a law"),
        help_text=_("Such as “safeguarding”, “Care Act” or “police”. Then choose from what is found."),
        required=False,
        max_length=100,
    )
