"""What kinds of document there are. What differs between kinds is data, declared here and in the upper apps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from governance.attached import AttachedFile
from governance.lifecycle import STANDARD, Lifecycle
from governance.rows import Rows

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WRITTEN_IN = "en-gb"  # the language of every kind's headings and starting texts


PAGE, VERSION_PAGE, WRITING_PAGE = "governance:document", "governance:version", "governance:draft"


class Audience(TextChoices):
    """Who may read a document once it is in force."""

    ANYONE = "anyone", gettext_lazy("Anyone, without signing in")
    ORGANISATION = "organisation", gettext_lazy("People of the organisation only")


class Readers(TextChoices):
    """For whom a kind is written: the groups in which kinds are listed, in this order."""

    PRACTITIONERS = "practitioners", gettext_lazy("For practitioners")
    SERVICE_USERS = "service_users", gettext_lazy("For service users")


class Topic(TextChoices):
    """What a kind is about: the columns of the matrix that shows how complete frameworks are, in this order."""

    CODE = "code", gettext_lazy("Code of Practice")
    PROCEDURES = "procedures", gettext_lazy("Procedures")
    CONFIDENTIALITY = "confidentiality", gettext_lazy("Confidentiality statement")
    PRIVACY = "privacy", gettext_lazy("Privacy notice")
    CONSENT = "consent", gettext_lazy("Consent")
    ACCESS = "access", gettext_lazy("Subject access")
    COMPLAINTS = "complaints", gettext_lazy("Complaints")
    SUPPORT = "support", gettext_lazy("Statement of support")
    OTHER = "other", gettext_lazy("Other")


class Publication(TextChoices):
    """What the public reads of a document that anyone may read; see `governance.disclosure`. People of the
    organisation, parties and those with a grant read the whole."""

    FULL = "full", gettext_lazy("In full, for those who may read it")
    REDACTED = "redacted", gettext_lazy("With parts taken out")
    METADATA = "metadata", gettext_lazy("Only that it exists: title, owner and dates")
    WITHHELD = "withheld", gettext_lazy("Withheld: the public does not see that it exists")


class Tier(TextChoices):
    """Where a document stands in a framework of tiers, as partnerships count them."""

    NONE = "", gettext_lazy("Not in a tier")
    FIRST = "1", gettext_lazy("Tier 1: principles that everyone signs up to")
    SECOND = "2", gettext_lazy("Tier 2: a protocol for one sector or purpose")
    THIRD = "3", gettext_lazy("Tier 3: one arrangement between named bodies")


class SectionText(Protocol):
    """Any section with a key, a heading and a Markdown body: a stored one, an imported one, one of a frozen version."""

    @property
    def key(self) -> str: ...
    @property
    def heading(self) -> str: ...
    @property
    def body(self) -> str: ...


@dataclass(frozen=True)
class PlainSection:
    """A section that is not stored yet."""

    key: str
    heading: str
    body: str


@dataclass(frozen=True)
class Meant:
    """Words that name law or a body of the past on purpose, in one section; `reference` is a key of the table."""

    section_key: str
    reference: str
    words: str


@dataclass(frozen=True)
class VersionText:
    """What a reader reads of a version, and what checks and comparisons work on.

    `withheld`: why the public does not read a part, by the part; of a text from which parts were taken, by what stands
    in their place.
    """

    title: str
    language: str
    sections: tuple[SectionText, ...]
    next_review_on: date | None = None
    rows: Rows = field(default_factory=dict)
    meant: frozenset[Meant] = frozenset()
    attachments: tuple[AttachedFile, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """One thing that a check found wanting; `section_key` is empty where it is about the whole.

    `rows` is the key of the set of rows that it is about, where it is about one.
    """

    message: str
    section_key: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Check:
    """A completeness check. A hint is shown as advice; neither kind ever blocks: people decide.

    It is worth `points`, and each thing found wanting costs one of them. A hint does not count.
    """

    key: str
    label: str | _StrPromise
    source: str
    read_on: date
    test: Callable[[VersionText], Sequence[Finding]]
    hint: bool = False
    points: int = 1


@dataclass(frozen=True)
class SectionModel:
    """A section that a kind of document usually has. Guidance and starting text are restricted Markdown."""

    key: str
    heading: str
    guidance: str = ""
    required: bool = True
    starting_text: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of document of the framework."""

    key: str
    code: str
    label: str | _StrPromise
    label_plural: str | _StrPromise
    summary: str | _StrPromise = ""
    lifecycle: Lifecycle = STANDARD
    review_cycle_months: int = 12
    audience: Audience = Audience.ANYONE
    readers: Readers = Readers.PRACTITIONERS
    position: int = 10  # among the kinds for the same readers; the same number: as apps declare them
    is_expected: bool = True  # of every organisation: that none is in force is a gap
    topic: Topic = Topic.OTHER
    part: str | _StrPromise = ""  # its name beside the other kinds on its topic, where there are some
    sections: tuple[SectionModel, ...] = ()
    checks: tuple[Check, ...] = field(default=())
    is_agreement: bool = (
        False  # between organisations: stands in the register of agreements, not among policies
    )
    page: str = PAGE  # the address of its public page, taking its reference
    version_page: str = VERSION_PAGE  # ... of one published version, taking its number, too
    writing_page: str = WRITING_PAGE  # where a draft of it is written
    opening_page: str = ""  # of a kind that is signed: where a version is opened for signature ...
    signing_page: str = ""  # ... and where one sees who signs
    must_be_material: Callable[[VersionText, VersionText], str] | None = (
        None  # says why: of what was, and what is
    )

    @property
    def is_shown_here(self) -> bool:
        """Whether its published versions are read on the pages of this app; else an upper app shows them."""
        return self.page == PAGE

    def section(self, key: str) -> SectionModel | None:
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True)
class CheckResult:
    """What one check found in one version: nothing means that it passed."""

    check: Check
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        return not self.findings

    @property
    def missing(self) -> int:
        """Points that were not earned."""
        return min(len(self.findings), self.check.points)

    @property
    def points(self) -> int:
        return self.check.points - self.missing


def run_checks(kind: Kind, text: VersionText) -> list[CheckResult]:
    return [CheckResult(check, tuple(check.test(text))) for check in kind.checks]
