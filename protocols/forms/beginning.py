"""The first questions: whether a protocol is needed at all, and which one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from governance.forms.documents import OrganisationChoiceField
from organisations.models import Organisation
from protocols.kinds import ACCORD, DISCLOSURE, JOINT_CONTROLLERS, PROTOCOL

REGULAR, CASE, PRINCIPLES = "regular", "case", "principles"
THEIRS, OURS = "theirs", "ours"
TEXT, BLANK = "text", "blank"
IN_AN_ADDRESS = re.compile(r"/register/([^/\s?#]+)")
LONGEST = 2000
KINDS = (PROTOCOL, DISCLOSURE, JOINT_CONTROLLERS, ACCORD)


class SharingField(forms.ChoiceField):
    """How information is shared."""

    hints: Mapping[str, object] = {
        REGULAR: _("Such as a daily list, or a whole caseload. A protocol is expected."),
        CASE: _("Somebody decides about one person at a time. No protocol is needed."),
        PRINCIPLES: _("No information is shared under it by itself."),
    }


class FirstQuestionForm(PlainWords, forms.Form):
    sharing = SharingField(
        label=_("What kind of sharing is it?"),
        widget=forms.RadioSelect,
        choices=[
            (REGULAR, _("Regular sharing, or sharing in bulk")),
            (CASE, _("Case by case, as the need arises")),
            (PRINCIPLES, _("We want to agree principles only")),
        ],
        error_messages={"required": _("Choose what kind of sharing it is.")},
    )


class KindOfAgreementField(forms.ChoiceField):
    """One kind of agreement; what each is for stands beneath it."""

    @property
    def hints(self) -> Mapping[str, object]:
        return {kind.key: kind.summary for kind in KINDS}


def kind_field() -> KindOfAgreementField:
    return KindOfAgreementField(
        label=_("Which way does the information go?"),
        widget=forms.RadioSelect,
        choices=[(kind.key, kind.label) for kind in KINDS],
        error_messages={"required": _("Choose the kind of agreement.")},
    )


def title_field() -> forms.CharField:
    return forms.CharField(
        label=_("Title"),
        help_text=_("Whom it helps and how, such as “Missing children: daily notification”."),
        max_length=200,
        error_messages={
            "required": _("Enter a title."),
            "max_length": _("A title can have 200 characters. Shorten it."),
        },
    )


class LedForm(PlainWords, forms.Form):
    """What begins an agreement, in whatever way. `once` is the key that its document will have: a form sent twice makes
    one."""

    organisation = OrganisationChoiceField(
        label=_("Who leads it?"),
        help_text=_("The lead keeps the text, the list of parties and the dates."),
        queryset=Organisation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organisation that leads it.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        organisations: Sequence[Organisation],
        initial: Mapping[str, Any] | None = None,
    ) -> None:  # Any: typed
        super().__init__(data, initial=dict(initial or {}))
        choice = self.fields["organisation"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = Organisation.objects.filter(pk__in=[body.pk for body in organisations])
        self.single_organisation = organisations[0] if len(organisations) == 1 else None
        if self.single_organisation:
            choice.widget, choice.initial = forms.HiddenInput(), self.single_organisation.pk


class BeginForm(LedForm):
    """A protocol that is begun from the template of its kind, or with nothing but its headings."""

    kind = kind_field()
    title = title_field()
    start = forms.ChoiceField(
        label=_("What do you begin with?"),
        widget=forms.RadioSelect,
        choices=[
            (TEXT, _("A text for every section, to be adapted")),
            (BLANK, _("The headings alone, to be written from scratch")),
        ],
        initial=TEXT,
        required=False,
        error_messages={"invalid_choice": _("Choose what you begin with.")},
    )


class LocaliseForm(LedForm):
    """A protocol that is begun from another one."""

    source = forms.CharField(
        label=_("From which protocol?"),
        help_text=_("Its reference, as it stands above its title, or its address in the register."),
        max_length=300,
        error_messages={"required": _("Enter the reference of the protocol.")},
    )
    title = title_field()
    parties = forms.ChoiceField(
        label=_("Who takes part?"),
        widget=forms.RadioSelect,
        choices=[
            (THEIRS, _("The same parties, and we are one of them")),
            (OURS, _("Others: we begin with our organisation alone")),
        ],
        initial=OURS,
        help_text=_("Flows go from party to party, so they are taken over with the parties only."),
        error_messages={"required": _("Say who takes part.")},
    )

    def clean_source(self) -> str:
        """The reference, also out of an address."""
        typed = str(self.cleaned_data["source"]).strip()
        found = IN_AN_ADDRESS.search(typed)
        return (found[1] if found else typed).upper()


class ConsiderForm(PlainWords, forms.Form):
    """That the changes of a source were considered. `number`: the version that the person looked at."""

    reason = forms.CharField(
        label=_("What do you decide, and why? (optional)"),
        help_text=_(
            "Such as “We take over the new data item in the next version”. It is kept in the history."
        ),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("This can have 2,000 characters. Shorten it.")},
    )
    number = forms.CharField(widget=forms.HiddenInput, max_length=9)
