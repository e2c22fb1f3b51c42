"""What the register is asked for. Everything may be left empty; all of it comes from the address."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from organisations.models import Organisation, OrganisationKind
from protocols.forms.bodies import bodies, unknown
from protocols.models import RegisterEntry
from protocols.models.entry import RegisterEntryQuerySet, Status
from protocols.powers import powers

OTHER_LETTER = "other"
LETTERS = [*((letter, letter) for letter in ascii_uppercase), (OTHER_LETTER, _("Any other sign"))]
BY_THEMSELVES = ("q", "letter")  # filters that are not folded away


class RegisterFilter(PlainWords, forms.Form):
    """Which agreements to list, and in which order.

    `party` cleans to an organisation, to the name of a party that no list of bodies has, or to None."""

    q = forms.CharField(
        label=_("Words in the agreement, or a party’s name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Search for fewer words: at most 200 letters.")},
    )
    party = forms.CharField(
        label=_("Party"),
        help_text=_("A name, a code such as NCC, or a key such as government-organisation:D25"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("No organisation has a name as long as that. Type its code.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of party"),
        required=False,
        choices=[("", _("Any kind")), *OrganisationKind.choices],
        error_messages={
            "invalid_choice": _("There is no such kind of organisation. Choose one from the list.")
        },
    )
    power = forms.ChoiceField(
        label=_("Legal power"),
        required=False,
        error_messages={"invalid_choice": _("This legal power is not known here. Choose one from the list.")},
    )
    accord = forms.CharField(
        label=_("Under the accord"),
        help_text=_("Its reference"),
        required=False,
        max_length=48,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("No reference is as long as that.")},
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("Any status")), *Status.choices],
        error_messages={
            "invalid_choice": _("An agreement is not started, in force or ended. Choose from the list.")
        },
    )
    review = forms.ChoiceField(
        label=_("Review"),
        required=False,
        choices=[("", _("At any time")), ("overdue", _("Overdue"))],
        error_messages={"invalid_choice": _("Choose when the review is due from the list.")},
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("title", _("Title, A to Z")),
            ("start", _("Newest start first")),
            ("review", _("Soonest review first")),
            ("reference", _("Reference")),
        ],
        error_messages={"invalid_choice": _("The list has no such order. Choose one from the list.")},
    )
    letter = forms.ChoiceField(
        label=_("Letter"),
        required=False,
        choices=[("", ""), *LETTERS],
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("Titles begin with one letter from A to Z. Choose one above the list.")
        },
    )

    def __init__(self, data: Mapping[str, Any]) -> None:  # Any: a QueryDict, or the like of it
        super().__init__(data)
        field = self.fields["power"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", str(_("Any power"))),
                *((power.key, power.label) for power in powers().values()),
            ]

    @property
    def in_use(self) -> list[str]:
        """Names of the filters that the address sets; the order of the list is none."""
        return [name for name in self.fields if name != "sort" and self.data.get(name)]

    @property
    def used(self) -> int:
        """How many filters are set beside the words and the letter."""
        return len([name for name in self.in_use if name not in BY_THEMSELVES])

    @property
    def as_chosen(self) -> list[tuple[str, object]]:
        """What stands in the fields that are folded away on telephones: the column is the same where this is."""
        return [(name, self.data.get(name)) for name in self.fields if name not in BY_THEMSELVES]

    def clean_party(self) -> Organisation | str | None:
        """The body of that code, key or name; where there is none, a sentence names those that are like it."""
        typed = self.cleaned_data["party"]
        if not typed:
            return None
        found = bodies([typed]).get(typed)
        if found is None:
            raise forms.ValidationError(unknown(typed), code="invalid")
        return found


class CursorForm(PlainWords, forms.Form):
    """The agreement that a page of the list starts after, or ends before, by its reference."""

    after = forms.CharField(required=False, max_length=48)
    before = forms.CharField(required=False, max_length=48)

    @classmethod
    def rows(
        cls, data: Mapping[str, str], entries: RegisterEntryQuerySet
    ) -> tuple[RegisterEntry | None, RegisterEntry | None]:
        """The entries that an address names, among those given; none for what is not there. At most one query."""
        form = cls(data)
        form.is_valid()
        names = [form.cleaned_data.get(name) or "" for name in ("after", "before")]
        wanted = [name for name in names if name]
        found = {entry.reference: entry for entry in entries.filter(reference__in=wanted)} if wanted else {}
        return found.get(names[0]), found.get(names[1])
