from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from organisations.models import OrganisationKind


class SearchForm(PlainWords, forms.Form):
    """Search and filters of the register of bodies; every field may be left empty."""

    q = forms.CharField(
        label=_("Name, code or identifier"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *OrganisationKind.choices],
    )
    open = forms.BooleanField(label=_("Only bodies that still exist"), required=False)
    after = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
