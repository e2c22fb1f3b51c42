from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from organisations.models import Contact, Identifier, Organisation
from organisations.models.organisation import Sharing


class DetailsForm(PlainWords, forms.ModelForm[Organisation]):
    """What an organisation says about itself."""

    website = forms.URLField(
        label=_("Website"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Starts with https://"),
    )
    starts_on = DayField(label=_("First day"), required=False)
    ends_on = DayField(
        label=_("Last day"),
        required=False,
        help_text=_("Only for a body that has ended or will. Leave empty otherwise."),
    )

    class Meta:
        model = Organisation
        fields = (
            "name",
            "legal_name",
            "name_cy",
            "legal_name_cy",
            "kind",
            "website",
            "marking_default",
            "starts_on",
            "ends_on",
        )
        labels = {"marking_default": _("Marking that new documents start with")}
        help_texts = {
            "name": _("As people know it."),
            "legal_name": _("As it stands in contracts, if that differs."),
        }

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        return cleaned


class FourEyesForm(PlainWords, forms.Form):
    reason = forms.CharField(
        label=_("Why may authors approve their own drafts?"),
        help_text=_(
            "The reason is printed in the control table of every document that is approved this way."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Say why: the reason is printed in every document approved this way.")},
    )


class SharingForm(PlainWords, forms.Form):
    sharing = forms.ChoiceField(
        label=_("Does the organisation share information regularly or in bulk?"),
        help_text=_(
            "For example lists that are sent each week, a shared system, or many people’s records at once."
        ),
        choices=[choice for choice in Sharing.choices if choice[0]],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the organisation shares regularly or in bulk.")},
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("In a sentence or two: what is shared with whom, or why nothing is. Name no people."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": _("Say why, so that others can follow the decision.")},
    )


class ContactForm(PlainWords, forms.ModelForm[Contact]):
    class Meta:
        model = Contact
        fields = ("purpose", "name", "email", "telephone", "hours")
        help_texts = {
            "name": _("A desk lasts longer than a person: “Information governance desk”."),
            "hours": _("For example “Monday to Friday, 9 to 5”."),
        }

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("email") and not cleaned.get("telephone"):
            raise forms.ValidationError(_("Give an e-mail address or a telephone number."))
        return cleaned


class IdentifierForm(PlainWords, forms.ModelForm[Identifier]):
    class Meta:
        model = Identifier
        fields = ("scheme", "value")
        help_texts = {
            "scheme": _("In small letters: ico, ods, gss, charity, company, or the name of a register."),
            "value": _("The organisation's number or code in that list, such as Z1234567."),
        }

    def clean_scheme(self) -> str:
        return str(self.cleaned_data["scheme"]).strip().lower()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        taken = Identifier.objects.filter(scheme=cleaned.get("scheme", ""), value=cleaned.get("value", ""))
        if taken.exists():
            self.add_error(
                "value",
                _("An organisation with this identifier is in the register already."),
            )
        return cleaned
