"""A document's page and a version's page: the text, what is known about it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance import control_words as words
from governance.attached import AttachedFile
from governance.kinds import Audience
from governance.lifecycle import State
from governance.models import Approval, Document, DocumentLink, DocumentVersion, Rendition
from governance.models.version import Standing
from governance.presenting.disclosing import Notice, notice
from governance.presenting.languages import Lag, OtherLanguage, lag, other_languages
from governance.presenting.rows import Part, parts_and_schedules
from governance.presenting.shelf import Shelf
from governance.presenting.steps import Step, asked, next_step, rights_on, seen_by
from governance.presenting.text import NumberedSection, as_written
from governance.reading import approvals_of
from governance.references import resolved
from governance.withheld import Disclosure
from organisations.permissions import Can, Person, can


@dataclass(frozen=True)
class TextPage:
    """All that a page with a version's text shows."""

    version: DocumentVersion
    shelf: Shelf
    parts: Sequence[Part]
    attachments: Sequence[AttachedFile]
    pdf: Rendition | None
    rights: frozenset[Can]
    step: Step | None
    other_languages: Sequence[OtherLanguage]
    lag: Lag | None = None
    approvals: Sequence[Approval] = ()
    notice: Notice | None = None
    reads_comments: bool = False  # on a version that is being worked on

    @property
    def document(self) -> Document:
        return self.version.document

    @property
    def sections(self) -> list[NumberedSection]:
        return [part for part in self.parts if isinstance(part, NumberedSection)]

    @property
    def seen(self) -> Disclosure:
        return self.shelf.seen_of(self.version)

    @property
    def title(self) -> str:
        return self.version.title

    @property
    def before(self) -> DocumentVersion | None:
        return self.shelf.before(self.version)

    @property
    def facts(self) -> list[tuple[str, str]]:
        found = facts(self.version, self.before, self.approvals)
        return found if self.seen.is_whole else told_to_all(found, self.seen)

    @property
    def approved_by(self) -> str:
        return words.approvers(self.version.approved_as, self.approvals)

    @property
    def is_in_force(self) -> bool:
        return self.version.standing(self.shelf.on) is Standing.IN_FORCE

    @property
    def last_day(self) -> date | None:
        """The last day on which the version was in force."""
        end = self.version.effective_to
        return end - timedelta(days=1) if end and end > (self.version.effective_from or end) else end

    @property
    def stripe(self) -> Stripe | None:
        return stripe(self.version, self.shelf)

    @property
    def shows_work(self) -> bool:
        """Whether a panel says what is next with the version being worked on."""
        if self.step is None:
            return False
        return self.step.is_act or self.shelf.being_worked_on != self.version

    @property
    def seen_by(self) -> str:
        """Who can see the version being worked on, where there is one."""
        return seen_by(self.shelf.being_worked_on) if self.shelf.being_worked_on else ""

    @property
    def pdf_words(self) -> str:
        return pdf_words(self.pdf)

    @property
    def may_draft(self) -> bool:
        """Whether a new draft can be started now."""
        return Can.DRAFT in self.rights and self.shelf.being_worked_on is None

    @property
    def may_change_control(self) -> bool:
        return Can.DRAFT in self.rights

    @property
    def may_ask_to_read(self) -> bool:
        return Can.PUBLISH in self.rights and self.is_in_force

    @property
    def may_grant(self) -> bool:
        return Can.GRANT_ACCESS in self.rights

    @property
    def may_withdraw(self) -> bool:
        standing = self.version.standing(self.shelf.on)
        return Can.WITHDRAW in self.rights and standing in (Standing.IN_FORCE, Standing.SCHEDULED)

    @property
    def may_decide(self) -> bool:
        """Whether the person may decide what the public reads of it."""
        return Can.PUBLISH in self.rights and self.document.is_open_to_all and not self.is_given_up

    @property
    def is_given_up(self) -> bool:
        return self.version.state == State.WITHDRAWN and not self.version.is_readable

    @property
    def has_pdf(self) -> bool:
        """Nothing is printed of a document of which the public knows only that it exists."""
        return self.seen.is_whole or not self.seen.is_metadata

    @property
    def may_act(self) -> bool:
        return any(
            (
                self.may_draft,
                self.may_change_control,
                self.may_ask_to_read,
                self.may_grant,
                self.may_withdraw,
                self.may_decide,
            )
        )


def pdf_words(pdf: Rendition | None) -> str:
    """Such as “12 pages, 180 KB”; empty where there is none."""
    if pdf is None:
        return ""
    pages = ngettext("%(pages)d page", "%(pages)d pages", pdf.pages) % {"pages": pdf.pages}
    size = _("%(kilobytes)d KB") % {"kilobytes": max(1, round(pdf.size / 1000))}
    return f"{pages}, {size}"


@dataclass(frozen=True)
class Stripe:
    """A banner above the text of one version; `href` and `link` may be empty."""

    title: str
    text: str
    colour: str
    href: str = ""
    link: str = ""


def stripe(version: DocumentVersion, shelf: Shelf) -> Stripe | None:
    """What a reader must know of a version that is not the one in force; None for that one."""
    current = shelf.in_force
    href = version.document.get_absolute_url() if current else ""
    link = _("Go to the current version") if current else ""
    match version.standing(shelf.on):
        case Standing.DRAFT:
            return Stripe(
                _("Draft, not policy."),
                _("Only the team and people given access can see this."),
                "yellow",
                href,
                link,
            )
        case Standing.IN_REVIEW:
            return Stripe(
                _("In review, not policy yet."),
                _("Only the team and people given access can see this."),
                "blue",
                href,
                link,
            )
        case Standing.APPROVED:
            text = _(
                "It takes effect once it is published. Only the team and people given access can see this."
            )
            return Stripe(_("Approved, not in force yet."), text, "blue", href, link)
        case Standing.FOR_SIGNATURE:
            text = _("It takes effect once enough parties have signed. Only the parties can see this.")
            return Stripe(_("Open for signature, not in force yet."), text, "blue", href, link)
        case Standing.SCHEDULED:
            title = _("This version takes effect on %(day)s.") % {"day": words.day(version.effective_from)}
            return Stripe(title, "", "blue", href, link)
        case Standing.SUPERSEDED:
            return Stripe(_("This is an old version."), _("It is not policy any more."), "yellow", href, link)
        case Standing.ENDED:
            return Stripe(_("This version has ended."), _("Nothing took its place."), "yellow", href, link)
        case Standing.WITHDRAWN:
            day = words.day(timezone.localdate(version.withdrawn_at) if version.withdrawn_at else None)
            named = {"day": day}
            if version.published_at is None:
                title = _("This draft was given up on %(day)s. It was never policy.") % named
            else:
                title = _("This version was withdrawn on %(day)s.") % named
            return Stripe(title, version.withdrawal_reason, "yellow", href, link)
        case _:
            return None


def text_page(version: DocumentVersion, shelf: Shelf, person: Person) -> TextPage:
    """Three queries; one more for what was approved, for a person from outside who may read drafts, for one who sees a
    version that is signed, and for whoever does not read the whole; one or two for a translation."""
    rights: frozenset[Can] = frozenset()
    if person.is_authenticated and not shelf.is_preview:
        rights = rights_on(person, version)
    open_version = shelf.being_worked_on
    step = None
    if open_version is not None and not shelf.is_preview:
        is_asked, whom = asked(open_version, person, rights)
        step = next_step(open_version, person, rights, is_asked=is_asked, whom=whom)
    seen = shelf.seen_of(version)
    written = as_written(version)
    text = seen.of(resolved(written, linked=seen.is_all))
    ties = list(DocumentLink.objects.translations_of(version.document, person))
    is_old = version.standing(shelf.on) in (Standing.SUPERSEDED, Standing.ENDED, Standing.WITHDRAWN)
    return TextPage(
        version=version,
        shelf=shelf,
        parts=parts_and_schedules(text, version.document.kind_model),
        attachments=text.attachments,
        pdf=version.renditions.for_reader(seen).newest_first().first() if version.published_at else None,
        rights=rights,
        step=step,
        other_languages=other_languages(version.document, ties),
        lag=None if is_old else lag(version, resolved(written), ties, person, shelf.on),
        approvals=approvals_of([version.pk]).get(version.pk, []) if version.approved_at else [],
        notice=notice(version, shelf, address=version.get_absolute_url()),
        reads_comments=_reads_comments(version, person),
    )


def _reads_comments(version: DocumentVersion, person: Person) -> bool:
    """Who sees it reads them, but for the parties that sign: these may not read drafts."""
    if version.state == State.FOR_SIGNATURE:
        return can(person, Can.READ_DRAFTS, version.document)
    return version.is_open


def facts(
    version: DocumentVersion, before: DocumentVersion | None, approvals: Sequence[Approval] = ()
) -> list[tuple[str, str]]:
    """The control block for readers; a line without a value is left out. No query."""
    document = version.document
    organisation = document.organisation
    lines = [
        (_("Reference"), document.reference),
        (_("Kind"), str(document.kind_model.label)),
        (_("Organisation"), organisation.full_name),
        (_("Owner"), document.owner_role or str(document.owner or "")),
        (_("Author"), version.author_as),
        (_("Approved by"), words.approvals(version, approvals)),
        (_("Four eyes waived"), words.waiver(version)),
        (_("In force"), _range(version)),
        (_("Next review"), _review(version)),
        (_("Who may read it"), str(Audience(document.audience).label)),
        (_("Publication"), words.publication(document)),
        (_("Distribution"), document.distribution),
        (_("Consulted"), document.consulted),
        (_("Equality impact"), document.equality_impact),
        (_("How long it is kept"), document.retention),
        (_("Signed original"), document.signed_original),
        (_("Tier"), document.get_tier_display() if document.tier else ""),
        (_("Language"), words.language(version.language)),
        (_("Protective marking"), version.full_marking),
        (_("Handling"), version.handling),
        (_("Replaces"), _("Version %(number)s") % {"number": before.number} if before else ""),
    ]
    return [(label, value) for label, value in lines if value]


def told_to_all(lines: Sequence[tuple[str, str]], seen: Disclosure) -> list[tuple[str, str]]:
    """Of a document of which the public knows only that it exists, the lines that say what it is."""
    if not seen.is_metadata:
        return list(lines)
    told = {
        _("Reference"), _("Kind"), _("Organisation"), _("Owner"), _("In force"), _("Next review"),
        _("Who may read it"), _("Publication"), _("Tier"), _("Language"), _("Replaces"),
    }  # fmt: skip
    return [(label, value) for label, value in lines if label in told]


def _range(version: DocumentVersion) -> str:
    if version.effective_from is None:
        return ""
    if version.effective_to is None:
        return _("from %(day)s") % {"day": words.day(version.effective_from)}
    last = max(version.effective_to - timedelta(days=1), version.effective_from)
    return _("from %(first)s to %(last)s") % {
        "first": words.day(version.effective_from),
        "last": words.day(last),
    }


def _review(version: DocumentVersion) -> str:
    if version.next_review_on is None or version.effective_to is not None:
        return ""
    months = version.document.review_cycle_months
    then = ngettext("then every month", "then every %(months)d months", months) % {"months": months}
    return f"{words.day(version.next_review_on)}, {then}"
