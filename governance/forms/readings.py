"""Forms of reading and understanding: ask, confirm, and what lists of readers are narrowed to."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import DayField
from audit.forms.plain import PlainWords
from governance.forms.filters import PastDayField, Words
from governance.models import DocumentVersion, Progress
from governance.readership import Wanted
from organisations.forms.people import people_of
from organisations.models import Organisation, Team, User
from organisations.roles import Role


class AskForm(PlainWords, forms.Form):
    """Whom to ask, by when; of the organisation alone."""

    roles = forms.MultipleChoiceField(
        label=_("Everybody with the role"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Everybody in the team"),
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Named people"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(
        label=_("By"),
        help_text=_("Who joins later, and each material change, has as many days from then."),
        error_messages={"required": _("Enter the day by which they are to confirm.")},
    )
    note = forms.CharField(
        label=_("Note to them"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("This can have 500 characters. Shorten it.")},
    )

    field_order = ("due_on", "note", "roles", "teams", "people")

    def __init__(self, *args: object, organisation: Organisation, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        teams, people = self.fields["teams"], self.fields["people"]
        if isinstance(teams, forms.ModelMultipleChoiceField):
            teams.queryset = Team.objects.filter(organisation=organisation).order_by("name")
        if isinstance(people, forms.ModelMultipleChoiceField):
            people.queryset = people_of(organisation)


class ConfirmForm(PlainWords, forms.Form):
    """Which version the person had before him."""

    number = forms.RegexField(
        r"\A[0-9]{1,4}\.[0-9]{1,4}\Z",
        max_length=9,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("Enter the number of a version, such as 2.1.")},
    )


class DoneForm(PlainWords, forms.Form):
    done_on = PastDayField(
        label=_("When did you do it?"),
        help_text=_("For example, 3 April 2026"),
        error_messages={"required": _("Enter the day on which you did it.")},
    )


class TrainingForm(PlainWords, forms.Form):
    name = forms.CharField(
        label=_("Name of the training"),
        max_length=200,
        error_messages={"required": _("Enter a name, as people know it.")},
    )
    link = forms.URLField(
        label=_("Where it is"),
        help_text=_("The address of the course, beginning with https://"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )


class ReportFilter(PlainWords, forms.Form):
    """Which people to list. Everything may be left empty; all of it comes from the address."""

    q = forms.CharField(
        label=_("Name or e-mail address"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Search for fewer words: at most 200 letters.")},
    )
    state = forms.ChoiceField(
        label=_("How far they are"),
        required=False,
        choices=[("", _("Anywhere")), *Wanted.choices, *Progress.choices],
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    team = forms.ChoiceField(
        label=_("Team"),
        required=False,
        error_messages={"invalid_choice": _("There is no such team here. Choose one from the list.")},
    )
    role = forms.ChoiceField(
        label=_("Role today"),
        required=False,
        choices=[("", _("All roles")), *Role.choices],
        error_messages={"invalid_choice": _("There is no such role. Choose one from the list.")},
    )

    def __init__(self, data: Words, *, teams: Iterable[Team]) -> None:
        super().__init__(data)
        field = self.fields["team"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", str(_("All teams"))), *((str(team.pk), team.name) for team in teams)]

    @property
    def in_use(self) -> list[str]:
        return [name for name in self.fields if self.data.get(name)]

    @property
    def used(self) -> int:
        return len([name for name in self.in_use if name != "q"])


class ReadersFilter(ReportFilter):
    """As above, of one document: `versions` are those that people were asked to read, the newest first."""

    version = forms.ChoiceField(
        label=_("Version"),
        required=False,
        error_messages={"invalid_choice": _("Nobody was asked to read that version. Choose from the list.")},
    )

    def __init__(self, data: Words, *, teams: Iterable[Team], versions: Iterable[DocumentVersion]) -> None:
        super().__init__(data, teams=teams)
        field = self.fields["version"]
        if isinstance(field, forms.ChoiceField):
            numbers = [version.number for version in versions]
            field.choices = [("", str(_("In force"))), *((number, number) for number in numbers)]
