"""What is printed about a version, as it stood when the version was published: later changes do not reach its
PDF.

A draft is printed as it stands now. The history of the rows says what stood then; nothing here is stored
twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from audit import naming
from governance import control_words as words
from governance import registry
from governance.kinds import Audience, Tier
from governance.lifecycle import State
from governance.pdf.languages import translations
from governance.reading import approvals_of
from governance.withheld import WHOLE

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model

    from governance.models import Approval, DocumentVersion
    from governance.withheld import Disclosure

    Given = Mapping[UUID, Sequence[Approval]]  # by the version's key

M = TypeVar("M", bound="Model")


@dataclass(frozen=True)
class HistoryLine:
    """One line of the version history."""

    number: str
    since: str
    what: str
    by: str


@dataclass(frozen=True)
class Facts:
    """Words ready to print.

    `control` and `cover` are pairs of label and value, `stamp` is the time that the file says, `logo` the
    SHA-256 of the organisation's picture, if it has one.
    """

    organisation: str
    kind: str
    reference: str
    title: str
    number: str
    language: str
    marking: str
    draft_word: str
    cover: tuple[tuple[str, str], ...]
    control: tuple[tuple[str, str], ...]
    versions: tuple[HistoryLine, ...]
    address: str
    author: str
    stamp: str
    logo: str = ""

    @property
    def running_title(self) -> str:
        title = self.title if len(self.title) <= 80 else self.title[:79].rstrip() + "…"
        return _("%(title)s · version %(number)s") % {"title": title, "number": self.number}

    @property
    def running_marking(self) -> str:
        return " · ".join(word for word in (self.draft_word, self.marking) if word)

    @property
    def running_foot(self) -> str:
        return _("%(reference)s · Uncontrolled when printed. Check %(address)s") % {
            "reference": self.reference,
            "address": self.address.removeprefix("https://"),
        }


def facts(version: DocumentVersion, seen: Disclosure = WHOLE) -> Facts:
    """Reads the version, its document, organisation and earlier versions; asks for few rows, each once.

    A summary of changes that is withheld from the reader is left out.
    """
    document = version.document
    published = _published_rows(version)
    then = published.get(version.pk)
    moment: datetime | None = then.history_date if then else None
    row: Any = then or version  # a history row has the columns of the version
    sheet: Any = _as_it_stood(document, moment)
    organisation: Any = _as_it_stood(document.organisation, moment)
    others = translations(document, moment)
    earlier = [published[other] for other in _earlier(version) if other in published]
    given = approvals_of([version.pk, *(other.id for other in earlier)])
    return Facts(
        organisation=organisation.name,
        kind=str(document.kind_model.label),
        reference=document.reference,
        title=version.title,
        number=version.number,
        language=version.language,
        marking=version.full_marking,
        draft_word="" if then or version.state == State.FOR_SIGNATURE else _("DRAFT"),
        cover=tuple(_cover(version, row, is_published=then is not None)),
        control=tuple(
            _told(version, seen, _control(version, row, sheet, organisation, earlier, others, given))
        ),
        versions=tuple(_versions(version, row, earlier, given, seen)),
        address=f"{settings.PUBLIC_BASE_URL}{document.get_absolute_url()}",
        author=organisation.name,
        stamp=(moment or version.created_at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        logo=organisation.logo_id or "",
    )


def _published_rows(
    version: DocumentVersion,
) -> dict[UUID, Any]:  # simple-history makes the model of these rows
    """Each version of the document as it was when it was published, by its key."""
    rows = type(version).history.filter(document_id=version.document_id, state=State.PUBLISHED)
    found: dict[UUID, Any] = {}
    for row in rows.order_by("history_id"):
        found.setdefault(row.id, row)
    return found


def _as_it_stood(thing: M, moment: datetime | None) -> M | Any:
    """The row as it was at a moment, from its history; as it is now without a moment or a history."""
    history = getattr(thing, "history", None)
    if moment is None or history is None:
        return thing
    return history.filter(history_date__lte=moment).order_by("-history_id").first() or thing


def _cover(version: DocumentVersion, row: Any, *, is_published: bool) -> list[tuple[str, str]]:
    if is_published:
        status = _("Published on %(day)s") % {"day": words.day(timezone.localdate(row.published_at))}
    elif version.state == State.FOR_SIGNATURE:
        status = _("For signature: the text is frozen")
    else:
        status = _("%(state)s, not in force") % {"state": State(version.state).label}
    lines = [(_("Version"), version.number), (_("Status"), status)]
    if row.effective_from:
        lines.append(_in_force(row))
    if row.next_review_on:
        lines.append((_("Next review"), words.day(row.next_review_on)))
    return lines


def _control(
    version: DocumentVersion,
    row: Any,
    sheet: Any,
    organisation: Any,
    earlier: list[Any],
    others: list[tuple[str, str]],
    given: Given,
) -> list[tuple[str, str]]:
    """The control block; a line without a value is left out."""
    months = int(sheet.review_cycle_months)
    review = words.day(row.next_review_on)
    if review and not row.recorded_as:
        review = _("%(day)s, then every %(months)d months") % {"day": review, "months": months}
    lines = [
        (_("Reference"), version.document.reference),
        (_("Organisation"), organisation.legal_name or organisation.name),
        (_("Owner"), _owner(version, sheet, organisation)),
        (_("Author"), _called(version.author_as)),
        (_("Approved by"), words.approvals(row, given.get(version.pk, []))),
        (_("Signed"), _signed_elsewhere(row)),
        *registry.origin_of(version.document, is_open=sheet.audience == Audience.ANYONE),
        (_("Four eyes waived"), words.waiver(row)),
        _in_force(row),
        (_("Next review"), review),
        (_("Who may read it"), str(Audience(sheet.audience).label)),
        (_("Publication"), words.publication(sheet)),
        (_("Distribution"), sheet.distribution),
        (_("Consulted"), sheet.consulted),
        (_("Equality impact"), sheet.equality_impact),
        (_("How long it is kept"), sheet.retention),
        (_("Signed original"), sheet.signed_original),
        (_("Tier"), str(Tier(sheet.tier).label) if sheet.tier else ""),
        (_("Language"), words.language(version.language)),
        *others,
        (_("Protective marking"), version.full_marking or _("None")),
        (_("Handling"), version.handling),
        (_("Replaces"), _replaced(earlier[0]) if earlier else ""),
    ]
    return [(label, value) for label, value in lines if value]


def _in_force(row: Any) -> tuple[str, str]:
    """From which day; where the end was known when it was recorded, also until which."""
    if row.effective_from is None or row.effective_to is None:
        return _("In force from"), words.day(row.effective_from)
    if row.effective_to <= row.effective_from:
        return _("In force"), _("On no day: it was published after its end")
    last = words.day(row.effective_to - timedelta(days=1))
    return _("In force"), _("%(first)s to %(last)s") % {"first": words.day(row.effective_from), "last": last}


def _owner(version: DocumentVersion, sheet: Any, organisation: Any) -> str:
    """The role; the person only where no role is given, for a person may come to be called otherwise."""
    if sheet.owner_role:
        return f"{sheet.owner_role}, {organisation.name}"
    return (
        str(version.document.owner) if sheet.owner_id and version.document.owner_id == sheet.owner_id else ""
    )


def _earlier(version: DocumentVersion) -> list[UUID]:
    """Keys of the versions of the same language that were published before, the newest first.

    One that was withdrawn by then is left out; what happened to it later changes nothing."""
    others = version.document.versions.filter(language=version.language, published_at__isnull=False)
    others = others.exclude(pk=version.pk)
    moment = version.published_at or timezone.now()
    others = others.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment), published_at__lt=moment)
    return list(others.newest_first().values_list("pk", flat=True))


def _replaced(published: Any) -> str:
    return _("Version %(number)s, in force from %(day)s") % {
        "number": _number(published),
        "day": words.day(published.effective_from),
    }


def _told(version: DocumentVersion, seen: Disclosure, lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """To a reader from whom something is withheld: that it is, why, and what the fingerprint is of."""
    if seen.is_all:
        return lines
    publication = _("Parts are withheld from the public. %(reason)s") % {"reason": seen.reason}
    fingerprint = _("%(sha256)s, of the whole text (SHA-256)") % {"sha256": version.content_sha256}
    others = [line for line in lines if line[0] != _("Publication")]
    return [*others, (_("Publication"), publication), (_("Fingerprint"), fingerprint)]


def _versions(
    version: DocumentVersion, row: Any, earlier: list[Any], given: Given, seen: Disclosure
) -> list[HistoryLine]:
    this = HistoryLine(
        version.number,
        words.day(row.effective_from) or _("Not in force"),
        _summary(
            version.pk, version.change_summary or ("" if row.recorded_as else _("No summary yet")), seen
        ),
        _authority(row, given.get(version.pk, [])) or _("Not approved"),
    )
    return [this, *(_line(other, given.get(other.id, []), seen) for other in earlier)]


def _line(row: Any, given: Sequence[Approval], seen: Disclosure) -> HistoryLine:
    by, what = _authority(row, given), _summary(row.id, row.change_summary, seen)
    return HistoryLine(_number(row), words.day(row.effective_from), what, by)


def _summary(key: UUID, said: str, seen: Disclosure) -> str:
    return said if seen.shows_summary_of(key) else _("Withheld from the public")


def _number(row: Any) -> str:
    return f"{row.major}.{row.minor}"


def _signed_elsewhere(row: Any) -> str:
    """Of what was agreed elsewhere; nobody here approved it."""
    if not row.recorded_as:
        return ""
    day = words.day(timezone.localdate(row.published_at))
    return _("Outside this register. Published on %(day)s, recorded by %(who)s.") % {
        "day": day,
        "who": _called(row.recorded_as),
    }


def _called(who: str) -> str:
    """A job by its words; a person as described."""
    return naming.job(who) if naming.has_job(who) else who


def _authority(row: Any, given: Sequence[Approval]) -> str:
    """Who authorised a version: the names of all who approved it."""
    if row.recorded_as:
        return _("Signed outside this register")
    if row.approved_at is None or len(given) < 2:
        return _name(row.approved_as)
    return ", ".join(_name(approval.given_as) for approval in given)


def _name(described: str) -> str:
    """The name alone of “Joy Okoro, senior information risk owner”."""
    return described.partition(",")[0]
