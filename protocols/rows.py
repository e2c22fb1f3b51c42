"""What an agreement holds beside its text, declared for freezing, comparing and printing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db.models import TextChoices
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from governance import registry
from governance.models import DocumentVersion
from governance.rows import Column, Rows, RowSet
from protocols import copying
from protocols.bases import basis_label, special_label
from protocols.duration import in_words
from protocols.kinds import KINDS
from protocols.models.basis import Covers
from protocols.models.conditions import Assessment
from protocols.models.party import ControllerRole, Direction
from protocols.powers import label
from protocols.presenting.flows import drawn_flows
from protocols.stored import stored_rows

TASK = "protocols:build-task"  # the page of the builder on which rows are changed


def _day(value: str) -> str:
    return formats.date_format(date.fromisoformat(value), "j F Y") if value else ""


def _one_of(choices: type[TextChoices]) -> Callable[[str], str]:
    return lambda value: str(choices(value).label) if value else ""


def _yes(value: str) -> str:
    return gettext("Yes") if value else ""


def route(value: Mapping[str, Mapping[str, str]] | None) -> str:
    """Who gives to whom."""
    if not value:
        return ""
    return gettext("%(giver)s to %(taker)s") % {"giver": value["from"]["name"], "taker": value["to"]["name"]}


def items(value: Sequence[Mapping[str, str]] | None) -> str:
    return ", ".join(item["what"] for item in value or ())


def _read(version: DocumentVersion) -> Rows:
    return stored_rows(version).frozen()


PARTIES = RowSet(
    key="parties",
    heading=_("Parties"),
    kinds=KINDS,
    columns=(
        Column("name", _("Organisation")),
        Column("direction", _("Direction"), _one_of(Direction)),
        Column("role", _("Controller role"), _one_of(ControllerRole)),
    ),
    read=_read,
    copy=copying.copy_parties,
    identity=("name",),
    page=TASK,
    page_args=("parties",),
    page_words=_("Change the parties"),
)
DATA_ITEMS = RowSet(
    key="data_items",
    heading=_("Data items"),
    kinds=KINDS,
    columns=(
        Column("what", _("What is shared")),
        Column("about", _("About whom")),
        Column("special", _("Special category"), special_label),
        Column("criminal", _("Criminal offence data"), _yes),
        Column("why", _("Why it is needed")),
    ),
    read=_read,
    is_wide=True,
    copy=copying.copy_items,
    identity=("key",),
    is_left_out_empty=True,
    page=TASK,
    page_args=("items",),
    page_words=_("Change the data items"),
)
FLOWS = RowSet(
    key="flows",
    heading=_("Flows"),
    kinds=KINDS,
    columns=(
        Column("route", _("From and to"), route),
        Column("items", _("What is sent"), items),
        Column("method", _("How it is sent")),
        Column("often", _("How often")),
        Column("format", _("Format")),
        Column("onward", _("Onward use")),
    ),
    read=_read,
    is_wide=True,
    drawn=drawn_flows,
    copy=copying.copy_flows,
    identity=("key",),
    is_left_out_empty=True,
    tells=("parties", "data_items"),
    page=TASK,
    page_args=("flows",),
    page_words=_("Change the flows"),
)
POWERS = RowSet(
    key="powers",
    heading=_("Legal powers"),
    kinds=KINDS,
    columns=(Column("key", _("Power"), label),),
    read=_read,
    is_wide=True,
    copy=copying.copy_powers,
    identity=("key",),
    page=TASK,
    page_args=("basis",),
    page_words=_("Change the legal powers"),
)
BASES = RowSet(
    key="bases",
    heading=_("Lawful bases and conditions"),
    kinds=KINDS,
    columns=(
        Column("key", _("Basis or condition"), basis_label),
        Column("covers", _("Covers"), _one_of(Covers)),
        Column("explanation", _("How it applies")),
    ),
    read=_read,
    is_wide=True,
    copy=copying.copy_bases,
    identity=("key",),
    is_left_out_empty=True,
    page=TASK,
    page_args=("basis",),
    page_words=_("Change the lawful bases"),
)
TERMS = RowSet(
    key="terms",
    heading=_("Dates and conditions"),
    kinds=KINDS,
    columns=(
        Column("starts_on", _("Starts"), _day),
        Column("ends_on", _("Ends"), _day),
        Column("review_on", _("Review"), _day),
        Column("retention", _("Kept by the recipient for"), in_words),
        Column("contact", _("Contact for subject access requests")),
        Column("areas", _("Areas")),
        Column("accord", _("Under the accord")),
    ),
    always_shown=("starts_on", "ends_on", "review_on"),
    read=_read,
    is_wide=True,
    copy=copying.copy_terms,
    page=TASK,
    page_args=("review",),
    page_words=_("Change the dates"),
)
CONDITIONS = RowSet(
    key="conditions",
    heading=_("Safeguards and ending"),
    kinds=KINDS,
    columns=(
        Column("security", _("Security")),
        Column("assessment", _("Impact assessment"), _one_of(Assessment)),
        Column("assessment_reference", _("Reference of the assessment")),
        Column("assessed_on", _("Date of the assessment"), _day),
        Column("assessment_outcome", _("Outcome of the assessment")),
        Column("assessment_reason", _("Why no assessment is needed")),
        Column("breach", _("What if it goes wrong")),
        Column("disposal", _("Disposal")),
        Column("review_cycle", _("Looked at again every"), in_words),
        Column("notice", _("Notice before leaving"), in_words),
    ),
    read=_read,
    is_wide=True,
    copy=copying.copy_conditions,
    is_left_out_empty=True,
    page=TASK,
    page_args=("security",),
    page_words=_("Change the safeguards"),
)

SIGNATURES = RowSet(
    key="signatures",
    heading=_("Signed on paper"),
    kinds=KINDS,
    columns=(
        Column("party", _("For")),
        Column("name", _("Name")),
        Column("post", _("Post")),
        Column("on", _("Date"), _day),
    ),
    read=_read,
    copy=copying.copy_nothing,
    identity=("party", "name"),
    is_left_out_empty=True,
    tells=("parties",),
)

for each in (PARTIES, DATA_ITEMS, FLOWS, POWERS, BASES, TERMS, CONDITIONS, SIGNATURES):
    registry.add_rows(each)
