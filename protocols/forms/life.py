"""What changes in the life of an agreement that is in force: who joins, leaves, pauses, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from governance.forms.documents import OrganisationChoiceField
from organisations.models import Organisation
from protocols.forms.signing import SignForm
from protocols.models.party import Direction

LONGEST = 2000


def _why(help_text: Any) -> forms.CharField:  # Any: lazy words
    return forms.CharField(
        label=_("Why?"),
        help_text=help_text,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say why. The parties read it.")},
    )


class AdmitForm(PlainWords, forms.Form):
    organisation = OrganisationChoiceField(
        label=_("Organisation that joins"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose an organisation"),
        error_messages={"required": _("Choose an organisation.")},
    )
    direction = forms.ChoiceField(
        label=_("Which way does information go?"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it discloses, receives, or both.")},
    )
    reason = _why(_("The parties read it. They need not sign again."))

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:  # Any: what was typed
        super().__init__(data)
        choice = self.fields["organisation"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = Organisation.objects.order_by("name")


class SuspendForm(PlainWords, forms.Form):
    whom = forms.ChoiceField(
        label=_("For whom?"),
        required=False,
        error_messages={
            "required": _("Choose your organisation."),
            "invalid_choice": _("Choose a party from the list."),
        },
    )
    suspended_on = DayField(
        label=_("From (optional)"), help_text=_("Left empty, it is from today."), required=False
    )
    reason = _why(_("Such as a breach. The parties read it."))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, parties: Sequence[tuple[str, str]] = ()
    ) -> None:  # Any: what was typed
        super().__init__(data)
        field = self.fields["whom"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(parties)
            field.required = all(code for code, _name in parties)  # only the lead speaks for all


class TerminateForm(PlainWords, forms.Form):
    ends_on = DayField(
        label=_("First day without it"),
        help_text=_("Such as 3 April 2027"),
        error_messages={"required": _("Enter the first day without the agreement.")},
    )
    reason = _why(_("The parties read it."))


class ProvenForm(SignForm):
    """A statement for an organisation that needs name, post and password, but shows no text."""

    def __init__(self, *args: Any, **options: Any) -> None:  # Any: those of SignForm
        super().__init__(*args, **options)
        for name in ("token", "key", "round"):
            del self.fields[name]
        self.order_fields([*(name for name in self.fields if name in ("leaves_on", "reason", "text"))])


class LeaveForm(ProvenForm):
    leaves_on = DayField(
        label=_("First day without your organisation"),
        help_text=_("Such as 3 April 2027. The agreement may ask for some time."),
        error_messages={"required": _("Enter the first day without your organisation.")},
    )
    reason = _why(_("The other parties read it."))


class DisposalForm(ProvenForm):
    text = forms.CharField(
        label=_("What became of the information"),
        help_text=_("Say what was returned, what was deleted and when, and what is kept and why."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say what became of the information.")},
    )
