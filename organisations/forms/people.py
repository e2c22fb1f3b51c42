from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from organisations.models import Office, Organisation, User
from organisations.models.user import UserQuerySet
from organisations.roles import Role


class DatesForm(PlainWords, forms.Form):
    """From a day until a day; the second is the first day on which it no longer holds."""

    starts_on = DayField(label=_("From"), required=False, help_text=_("Leave empty for today."))
    ends_on = DayField(
        label=_("Until"),
        required=False,
        help_text=_("The first day on which it no longer holds. Leave empty if there is no end yet."),
    )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        starts_on = cleaned.get("starts_on") or timezone.localdate()
        ends_on = cleaned.get("ends_on")
        if ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The end must be after the beginning."))
        return cleaned


class AddPersonForm(DatesForm):
    email = forms.EmailField(
        label=_("Work e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the person's work e-mail address.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Enter the person's name.")},
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a role.")},
    )

    field_order = ("email", "name", "role", "starts_on", "ends_on")


class EndForm(PlainWords, forms.Form):
    """Confirms the end of a role or an appointment."""

    on = DayField(
        label=_("First day without it"),
        required=False,
        help_text=_("Leave empty for today: it then ends at once, also where the person is signed in."),
    )
    reason = forms.CharField(label=_("Reason (optional)"), required=False, max_length=500)


class AwayForm(PlainWords, forms.Form):
    """From when the holder of an office is away, and when he is back."""

    away_from = DayField(label=_("First day away"), required=False, help_text=_("Leave empty for today."))
    back_on = DayField(
        label=_("First day back"), required=False, help_text=_("Leave empty if it is not known yet.")
    )


class PersonChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} ({obj.email})" if obj.name else obj.email


class AppointForm(DatesForm):
    person = PersonChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a person.")},
    )
    office = forms.ChoiceField(
        label=_("Office"),
        choices=Office.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an office.")},
    )
    deputy = forms.BooleanField(label=_("As a deputy"), required=False)

    field_order = ("person", "office", "deputy", "starts_on", "ends_on")

    def __init__(self, *args: object, organisation: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["person"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = people_of(organisation)


class TeamForm(PlainWords, forms.Form):
    name = forms.CharField(
        label=_("Name of the team"),
        max_length=200,
        error_messages={"required": _("Enter a name for the team.")},
    )
    members = forms.ModelMultipleChoiceField(
        label=_("Who is in it"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, organisation: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        choice = self.fields["members"]
        if isinstance(choice, forms.ModelMultipleChoiceField):
            choice.queryset = people_of(organisation)


def people_of(organisation: Organisation) -> UserQuerySet:
    """Active people with a role in the organisation now or later, by name."""
    return User.objects.members_of(organisation).for_choice()
