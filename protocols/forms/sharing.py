"""What the map is asked for. Everything may be left empty; all of it comes from the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from organisations.models import Organisation, OrganisationKind
from protocols.forms.bodies import Bodies, bodies, parted, unknown
from protocols.models import EntryArrow
from protocols.models.arrow import EntryArrowQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MANY = 6  # organisations in one address
UNLISTED = "unlisted"
KINDS = [*OrganisationKind.choices, (UNLISTED, _("In no list of bodies"))]
ENDS = ("giver", "taker")
FOLDED = ("among", "purpose", "item", "kind")
HIDDEN = ("giver", "taker", "giver_kind", "taker_kind")  # set by the cells of the table, taken off by chips


def _words(label: str | _StrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Search for fewer words: at most 200 letters.")},
    )


def _kind(label: str | _StrPromise, **fields: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", _("Any kind")), *KINDS],
        error_messages={
            "invalid_choice": _("There is no such kind of organisation. Choose one from the list.")
        },
        **fields,
    )


class MapFilter(PlainWords, forms.Form):
    """Which sharing to show.

    `organisation` cleans to Bodies, `giver` and `taker` to an organisation, the name of a body that no list has, or
    None."""

    organisation = forms.CharField(
        label=_("Organisations"),
        help_text=_("Names, or codes such as NCC, with a semicolon between several"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("These are too many names. Type codes, or take some out.")},
    )
    among = forms.ChoiceField(
        label=_("Of several, show"),
        required=False,
        choices=[("", _("All that they give and receive")), ("them", _("Only what they share among them"))],
        error_messages={"invalid_choice": _("Choose from the list what to show of several organisations.")},
    )
    purpose = _words(_("Words in the purpose"))
    item = _words(_("Words in what is shared"))
    kind = _kind(_("Kind of organisation"))
    giver = forms.CharField(label=_("From"), required=False, max_length=300, widget=forms.HiddenInput)
    taker = forms.CharField(label=_("To"), required=False, max_length=300, widget=forms.HiddenInput)
    giver_kind = _kind(_("From the kind"), widget=forms.HiddenInput)
    taker_kind = _kind(_("To the kind"), widget=forms.HiddenInput)

    @property
    def in_use(self) -> list[str]:
        """Names of the filters that the address sets."""
        return [name for name in self.fields if self.data.get(name)]

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter that is folded away on telephones is in use."""
        return any(self.data.get(name) for name in FOLDED)

    @property
    def carried(self) -> list[forms.BoundField]:
        """Filters without a field to type in, which the next search keeps."""
        return [self[name] for name in HIDDEN if self.data.get(name) and name not in self.errors]

    def clean(self) -> dict[str, Any]:
        """All bodies are looked up at once."""
        cleaned = super().clean() or self.cleaned_data
        several = parted(cleaned.get("organisation") or "")
        if len(several) > MANY:
            self.add_error("organisation", _too_many())
            several = []
        ends = {name: cleaned.get(name) or "" for name in ENDS}
        found = bodies([*several, *filter(None, ends.values())])
        if strange := next((typed for typed in several if typed not in found), None):
            self.add_error(
                "organisation", f"{strange}: {unknown(strange)}" if several[1:] else unknown(strange)
            )
        elif "organisation" not in self.errors:
            cleaned["organisation"] = Bodies(tuple(dict.fromkeys(found[typed] for typed in several)))
        for name, typed in ends.items():
            if typed and typed not in found:
                self.add_error(name, unknown(typed))
            elif name not in self.errors:
                cleaned[name] = found.get(typed)
        return cleaned

    @property
    def chosen(self) -> tuple[Organisation | str, ...]:
        found = self.cleaned_data.get("organisation")
        return found.found if isinstance(found, Bodies) else ()


def _too_many() -> str:
    words = ngettext("Name at most %(number)d organisation.", "Name at most %(number)d organisations.", MANY)
    return gettext("%(sentence)s Choose a kind of organisation to see more.") % {
        "sentence": words % {"number": MANY}
    }


class ArrowCursor(PlainWords, forms.Form):
    """The row that a page of the table starts after, or ends before, by its place."""

    after = forms.CharField(required=False, max_length=60)
    before = forms.CharField(required=False, max_length=60)

    @classmethod
    def rows(
        cls, data: Mapping[str, str], arrows: EntryArrowQuerySet
    ) -> tuple[EntryArrow | None, EntryArrow | None]:
        """The rows that an address names, among those given; none for what is not there. At most one query."""
        form = cls(data)
        form.is_valid()
        names = [form.cleaned_data.get(name) or "" for name in ("after", "before")]
        wanted = [name for name in names if name]
        found = {arrow.place: arrow for arrow in arrows.filter(place__in=wanted)} if wanted else {}
        after, before = found.get(names[0]), found.get(names[1])
        return (after, None) if after else (None, before)
