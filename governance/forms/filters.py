"""What lists and comparisons are asked for. Everything may be left empty; all of it comes from the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST, DayField
from audit.forms.plain import PlainWords
from governance.completeness import ALL
from governance.forms.kinds import grouped_kinds
from governance.models import DocumentVersion
from governance.models.version import Standing
from organisations.models import Organisation, OrganisationKind

Words = Mapping[str, Any]  # a QueryDict, or the like of it


class ListFilter(PlainWords, forms.Form):
    """Words, and the organisations to choose from, which differ from person to person."""

    q = forms.CharField(
        label=_("Words in the title or the organisation’s name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Search for fewer words: at most 200 letters.")},
    )
    organisation = forms.ChoiceField(
        label=_("Organisation"),
        required=False,
        error_messages={
            "invalid_choice": _("This list knows no such organisation. Choose one from the list.")
        },
    )

    def __init__(self, data: Words, *, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        choices = [("", str(_("All organisations"))), *((body.code, body.name) for body in organisations)]
        self._choose("organisation", choices)

    def _choose(self, name: str, choices: Sequence[tuple[str, str | list[tuple[str, str]]]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    @property
    def in_use(self) -> list[str]:
        """Names of the filters that the address sets."""
        return [name for name in self.fields if self.data.get(name)]

    @property
    def used(self) -> int:
        """How many filters beside the words are set."""
        return len([name for name in self.in_use if name != "q"])


class PolicyFilter(ListFilter):
    """Which policies in force to list."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        error_messages={"invalid_choice": _("There is no such kind of document. Choose one from the list.")},
    )

    def __init__(self, data: Words, *, organisations: Iterable[Organisation]) -> None:
        super().__init__(data, organisations=organisations)
        self._choose("kind", [("", str(_("All kinds"))), *grouped_kinds()])


class DocumentFilter(ListFilter):
    """Which documents to list for those who write and approve."""

    standing = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("Anywhere")), *Standing.choices],
        error_messages={"invalid_choice": _("A version cannot stand there. Choose from the list.")},
    )
    review = forms.ChoiceField(
        label=_("Review"),
        required=False,
        choices=[
            ("", _("At any time")),
            ("overdue", _("Overdue")),
            ("due", _("Overdue or due within 3 months")),
        ],
        error_messages={"invalid_choice": _("Choose when the review is due from the list.")},
    )


class MatrixFilter(PlainWords, forms.Form):
    """Which organisations the matrix of completeness shows."""

    show = forms.ChoiceField(
        label=_("Organisations"),
        required=False,
        choices=[
            ("", _("Those whose drafts you may read")),
            (ALL, _("All with something in force")),
        ],
        error_messages={"invalid_choice": _("Choose which organisations to show from the list.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind of organisation"),
        required=False,
        choices=[("", _("Every kind")), *OrganisationKind.choices],
        error_messages={"invalid_choice": _("There is no such kind of organisation. Choose from the list.")},
    )
    gaps = forms.ChoiceField(
        label=_("Completeness"),
        required=False,
        choices=[("", _("Complete or not")), ("yes", _("Only with gaps"))],
        error_messages={"invalid_choice": _("Choose “Complete or not” or “Only with gaps”.")},
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    @property
    def in_use(self) -> list[str]:
        """Names of the filters that the address sets."""
        return [name for name in ("show", "kind", "gaps") if self.data.get(name)]

    @property
    def used(self) -> int:
        return len(self.in_use)


class HistoryFilter(PlainWords, forms.Form):
    """Which part of a document's history to show, from where, and which act to open.

    `versions`: those that the person may read, the newest first."""

    show = forms.ChoiceField(
        label=_("What"),
        required=False,
        choices=[
            ("", _("Versions and decisions")),
            ("versions", _("Versions only")),
            ("review", _("Review and approval")),
            ("text", _("Changes of the text")),
            ("all", _("Everything, also each change of the text")),
        ],
        error_messages={"invalid_choice": _("The history cannot be shown that way. Choose from the list.")},
    )
    version = forms.ChoiceField(
        label=_("Version"),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the versions from the list.")},
    )
    who = forms.CharField(label=_("Who"), max_length=100, required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)
    act = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Words, *, versions: Iterable[DocumentVersion]) -> None:
        super().__init__(data)
        field = self.fields["version"]
        if isinstance(field, forms.ChoiceField):
            numbers = [version.number for version in versions]
            field.choices = [("", _("All versions")), *((number, number) for number in numbers)]

    @property
    def narrows(self) -> int:
        """How many filters beside what is shown are set."""
        return sum(bool(self.data.get(name)) for name in ("version", "who", "since", "until"))


class PastDayField(DayField):
    """Today or a day before: of what was in force."""

    default_error_messages = {
        "future": _("That day has not come yet. Enter today or a day before."),
        "required": _("Enter a day such as 3 April 2025."),
    }

    def clean(self, value: Any) -> Any:  # Any: as in the class above
        found = super().clean(value)
        if found is not None and found > timezone.localdate():
            raise ValidationError(self.error_messages["future"], code="future")
        return found


class DayForm(PlainWords, forms.Form):
    """The day on which a text was in force."""

    on = PastDayField(label=_("Day"), help_text=_("For example, 3 April 2025"))


class AsAtForm(PlainWords, forms.Form):
    """The day as which a framework is shown."""

    as_at = PastDayField(label=_("Day"), help_text=_("For example, 3 April 2025"))
