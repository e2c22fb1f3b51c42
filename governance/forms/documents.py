"""Forms for a document as a whole: a new one, its details, its control block, its next draft."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.forms.fields import LARGEST
from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from governance.forms.kinds import KindField, grouped_kinds
from governance.kinds import WRITTEN_IN, Audience, Tier
from governance.models import Document, DocumentVersion
from organisations.forms.people import PersonChoiceField, people_of
from organisations.models import Organisation, User
from organisations.models.organisation import Marking

WHOLE, HEADINGS = "whole", "headings"


class OrganisationChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class NewForm(PlainWords, forms.Form):
    """What begins a document, in whatever way. `once` is the key that comes of it: a form sent twice makes one."""

    organisation = OrganisationChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the organisation that this document belongs to.")},
    )
    kind = KindField(
        label=_("Kind of document"),
        choices=grouped_kinds,
        error_messages={"required": _("Choose the kind of document.")},
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """The organisations to choose from; a single one is chosen already."""
        choice = self.fields["organisation"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = Organisation.objects.filter(pk__in=[body.pk for body in organisations])
        self.single_organisation = organisations[0] if len(organisations) == 1 else None
        if self.single_organisation:
            choice.widget, choice.initial = forms.HiddenInput(), self.single_organisation.pk


class NewDocumentForm(NewForm):
    """A new document. `once` is the key that it will have."""

    title = forms.CharField(
        label=_("Title"),
        help_text=_("As people will look for it, such as “Information sharing Code of Practice”."),
        max_length=200,
        error_messages={
            "required": _("Enter a title."),
            "max_length": _("A title can have 200 characters. Shorten it."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_(
            "Our starting text and headings are in English. In another language, start from headings only "
            "and put each heading into that language as you write its section."
        ),
        choices=settings.LANGUAGES,
        initial=WRITTEN_IN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language that it is written in.")},
    )
    start = forms.ChoiceField(
        label=_("What to start from"),
        choices=[
            (WHOLE, _("Our starting text: a complete text that you change to fit")),
            (HEADINGS, _("Headings only: every section is empty")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to start from.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, organisations: Sequence[Organisation]) -> None:
        super().__init__(data)
        self.offer(organisations)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("start") == WHOLE and cleaned.get("language", WRITTEN_IN) != WRITTEN_IN:
            self.add_error(
                "start",
                _("Our starting text is in English only. Start from headings only, or choose English."),
            )
        return cleaned

    def describes(self, document: Document) -> bool:
        """The document that was started under this form's key is the one that the form asks for."""
        wanted = self.cleaned_data
        return bool(
            document.title == wanted["title"]
            and document.kind == wanted["kind"]
            and document.language == wanted["language"]
            and document.organisation_id == wanted["organisation"].pk
        )


class DetailsForm(PlainWords, forms.Form):
    """What stands on the cover of one version. `lock` is the one that the person saw."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        error_messages={
            "required": _("Enter a title."),
            "max_length": _("A title can have 200 characters. Shorten it."),
        },
    )
    marking = forms.ChoiceField(
        label=_("Protective marking"), choices=Marking.choices, required=False, widget=forms.RadioSelect
    )
    handling = forms.CharField(
        label=_("Handling instructions"),
        help_text=_("Such as who may be given a copy. It is printed beside the marking."),
        max_length=200,
        required=False,
    )
    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)

    @classmethod
    def of(cls, version: DocumentVersion, data: Mapping[str, Any] | None) -> DetailsForm:
        names = ("title", "marking", "handling", "lock")
        return cls(data, initial={name: getattr(version, name) for name in names})

    def says_what_stands(self, version: DocumentVersion) -> bool:
        """Nothing is left to save: also when the same form is sent a second time."""
        names = ("title", "marking", "handling")
        return all(self.cleaned_data[name] == getattr(version, name) for name in names)


class ControlForm(PlainWords, forms.Form):
    """The control block. `seen` is the print of the block that the person saw."""

    owner = PersonChoiceField(
        label=_("Owner"),
        help_text=_("Answers for this document and is told when its review is due."),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose who owns this document.")},
    )
    owner_role = forms.CharField(
        label=_("Owner’s role"),
        help_text=_("Such as Head of Information Governance."),
        max_length=120,
        required=False,
    )
    audience = forms.ChoiceField(
        label=_("Who may read it in force"),
        choices=Audience.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who may read it.")},
    )
    review_cycle_months = forms.IntegerField(
        label=_("Months between reviews"),
        min_value=1,
        max_value=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": _("Enter the months between reviews, such as 12."),
            "invalid": _("Enter the months between reviews as a number, such as 12."),
            "min_value": _("Enter a review cycle between 1 and 60 months."),
            "max_value": _("Enter a review cycle between 1 and 60 months."),
        },
    )
    distribution = forms.CharField(
        label=_("Distribution"),
        help_text=_("Who is given this document."),
        max_length=300,
        required=False,
    )
    consulted = forms.CharField(
        label=_("Consulted"),
        help_text=_("Whom you asked before it was approved."),
        max_length=300,
        required=False,
    )
    equality_impact = forms.CharField(label=_("Equality impact"), max_length=300, required=False)
    retention = forms.CharField(label=_("How long this record is kept"), max_length=200, required=False)
    signed_original = forms.CharField(
        label=_("Where the signed original is"),
        help_text=_("Such as “Legal Services, deed store, box 14”."),
        max_length=300,
        required=False,
    )
    tier = forms.ChoiceField(
        label=_("Tier"),
        help_text=_("For frameworks that put their documents in tiers."),
        choices=Tier.choices,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    names = (
        "owner",
        "owner_role",
        "audience",
        "review_cycle_months",
        "distribution",
        "consulted",
        "equality_impact",
        "retention",
        "signed_original",
        "tier",
    )

    @classmethod
    def of(cls, document: Document, data: Mapping[str, Any] | None) -> ControlForm:
        initial = {name: getattr(document, name) for name in cls.names}
        form = cls(data, initial={**initial, "seen": control_print(document)})
        choice = form.fields["owner"]
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = people_of(document.organisation)
        return form

    def fields_of_control(self) -> dict[str, Any]:  # Any: a person, texts and a number
        return {name: self.cleaned_data[name] for name in self.names}

    def says_what_stands(self, document: Document) -> bool:
        return all(self.cleaned_data[name] == getattr(document, name) for name in self.names)


def control_print(document: Document) -> str:
    """Tells whether the control block is still the one that somebody saw."""
    values = [str(getattr(document, "owner_id" if name == "owner" else name)) for name in ControlForm.names]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


class VersionChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable at run time
    def label_from_instance(self, obj: DocumentVersion) -> str:
        return str(
            _("Version %(number)s: %(standing)s") % {"number": obj.number, "standing": obj.standing().label}
        )


class NextDraftForm(PlainWords, forms.Form):
    """Which version the next draft starts from, and whether it is a new edition."""

    based_on = VersionChoiceField(
        label=_("Start from the text of"),
        queryset=DocumentVersion.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the version to start from."),
            "invalid_choice": _("Choose a version of this document to start from."),
        },
    )
    edition = forms.ChoiceField(
        label=_("What kind of change is planned?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind of change is planned.")},
    )

    @classmethod
    def of(
        cls, document: Document, data: Mapping[str, Any] | None, came_from: DocumentVersion | None
    ) -> NextDraftForm:
        """Nothing is chosen beforehand, not even the version whose page led here; that one is named."""
        versions = document.versions.newest_first()
        newest = versions.first()
        form = cls(data)
        choice, edition = form.fields["based_on"], form.fields["edition"]
        if came_from is not None:
            choice.help_text = _("You came from version %(number)s.") % {"number": came_from.number}
        if isinstance(choice, forms.ModelChoiceField):
            choice.queryset = versions.select_related("document")
        if isinstance(edition, forms.ChoiceField) and newest:
            minor, major = f"{newest.major}.{newest.minor + 1}", f"{newest.major + 1}.0"
            edition.choices = [
                ("no", _("A change: it will be version %(number)s") % {"number": minor}),
                ("yes", _("A new edition: it will be version %(number)s") % {"number": major}),
            ]
        return form

    @property
    def is_edition(self) -> bool:
        return bool(self.cleaned_data["edition"] == "yes")
