"""What is printed about a version, as it stood when the version was published: later changes do not reach its PDF.

A draft is printed as it stands now. The history of the rows says what stood then; nothing here is stored twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from governance.kinds import Audience
from governance.lifecycle import State

if TYPE_CHECKING:
    from django.db.models import Model

    from governance.models import DocumentVersion

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
    """Words ready to print. `control` and `cover` are pairs of label and value, `stamp` is the time that the file says."""

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


def facts(version: DocumentVersion) -> Facts:
    """Reads the version, its document, organisation and earlier versions; asks for few rows, each once."""
    document = version.document
    then = published_row(version)
    moment: datetime | None = then.history_date if then else None
    row: Any = then or version  # a history row has the columns of the version
    sheet: Any = _as_it_stood(document, moment)
    organisation: Any = _as_it_stood(document.organisation, moment)
    return Facts(
        organisation=organisation.name,
        kind=str(document.kind_model.label),
        reference=document.reference,
        title=version.title,
        number=version.number,
        language=version.language,
        marking=version.full_marking,
        draft_word="" if then else _("DRAFT"),
        cover=tuple(_cover(version, row, is_published=then is not None)),
        control=tuple(_control(version, row, sheet, organisation)),
        versions=tuple(_versions(version, moment)),
        address=f"{settings.PUBLIC_BASE_URL}{document.get_absolute_url()}",
        author=organisation.name,
        stamp=(moment or version.created_at).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def published_row(version: DocumentVersion) -> Any:  # simple-history makes the model of these rows
    """The version as it was published, or None while it is not."""
    if version.published_at is None:
        return None
    return version.history.filter(state=State.PUBLISHED).order_by("history_id").first()


def _as_it_stood(thing: M, moment: datetime | None) -> M | Any:
    """The row as it was at a moment, from its history; as it is now without a moment or a history."""
    history = getattr(thing, "history", None)
    if moment is None or history is None:
        return thing
    return history.filter(history_date__lte=moment).order_by("-history_id").first() or thing


def _day(day: date | None) -> str:
    return formats.date_format(day, "j F Y") if day else ""


def _cover(version: DocumentVersion, row: Any, *, is_published: bool) -> list[tuple[str, str]]:
    if is_published:
        status = _("Published on %(day)s") % {"day": _day(timezone.localdate(row.published_at))}
    else:
        status = _("%(state)s, not in force") % {"state": State(version.state).label}
    lines = [(_("Version"), version.number), (_("Status"), status)]
    if row.effective_from:
        lines.append((_("In force from"), _day(row.effective_from)))
    if row.next_review_on:
        lines.append((_("Next review"), _day(row.next_review_on)))
    return lines


def _control(version: DocumentVersion, row: Any, sheet: Any, organisation: Any) -> list[tuple[str, str]]:
    """The control block; a line without a value is left out."""
    months = int(sheet.review_cycle_months)
    replaced = _replaced(version, row)
    review = _day(row.next_review_on)
    if review:
        review = _("%(day)s, then every %(months)d months") % {"day": review, "months": months}
    lines = [
        (_("Reference"), version.document.reference),
        (_("Organisation"), organisation.legal_name or organisation.name),
        (_("Owner"), _owner(version, sheet, organisation)),
        (_("Author"), version.author_as),
        (_("Approved by"), _approval(row)),
        (_("Four eyes waived"), _waiver(row)),
        (_("In force from"), _day(row.effective_from)),
        (_("Next review"), review),
        (_("Who may read it"), str(Audience(sheet.audience).label)),
        (_("Distribution"), sheet.distribution),
        (_("Consulted"), sheet.consulted),
        (_("Equality impact"), sheet.equality_impact),
        (_("How long it is kept"), sheet.retention),
        (_("Language"), str(dict(settings.LANGUAGES).get(version.language, version.language))),
        (_("Protective marking"), version.full_marking or _("None")),
        (_("Handling"), version.handling),
        (_("Replaces"), replaced),
    ]
    return [(label, value) for label, value in lines if value]


def _owner(version: DocumentVersion, sheet: Any, organisation: Any) -> str:
    """The role; the person only where no role is given, for a person may come to be called otherwise."""
    if sheet.owner_role:
        return f"{sheet.owner_role}, {organisation.name}"
    return str(version.document.owner) if sheet.owner_id and version.document.owner_id == sheet.owner_id else ""


def _approval(row: Any) -> str:
    if row.approved_at is None:
        return ""
    day = _day(timezone.localdate(row.approved_at))
    if row.approved_forum:
        return _("%(who)s, on %(day)s, at %(forum)s") % {"who": row.approved_as, "day": day, "forum": row.approved_forum}
    return _("%(who)s, on %(day)s") % {"who": row.approved_as, "day": day}


def _waiver(row: Any) -> str:
    if not row.waiver:
        return ""
    return _("The person who submitted this version also approved it. Reason: %(reason)s") % {"reason": row.waiver}


def _earlier(version: DocumentVersion, moment: datetime | None) -> list[tuple[DocumentVersion, Any]]:
    """Versions of the same language published before, the newest first, each as it was published."""
    others = version.document.versions.filter(language=version.language, published_at__isnull=False)
    if moment is not None:
        others = others.filter(published_at__lt=version.published_at)
    others = others.exclude(pk=version.pk).newest_first()
    found = [(other, published_row(other)) for other in others]
    return [(other, row) for other, row in found if row is not None]


def _replaced(version: DocumentVersion, row: Any) -> str:
    """The version whose place this one takes: the last that was in force, or about to be, when it was published."""
    before = [
        (other, published)
        for other, published in _earlier(version, getattr(row, "history_date", None))
        if other.withdrawn_at is None or (version.published_at and other.withdrawn_at > version.published_at)
    ]
    if not before:
        return ""
    other, published = before[0]
    return _("Version %(number)s, in force from %(day)s") % {
        "number": other.number,
        "day": _day(published.effective_from),
    }


def _versions(version: DocumentVersion, moment: datetime | None) -> list[HistoryLine]:
    row: Any = published_row(version) or version
    lines = [
        HistoryLine(
            version.number,
            _day(row.effective_from) or _("Not in force"),
            version.change_summary or _("No summary yet"),
            _name(row.approved_as) or _("Not approved"),
        )
    ]
    for other, published in _earlier(version, moment):
        what = other.change_summary
        lines.append(HistoryLine(other.number, _day(published.effective_from), what, _name(published.approved_as)))
    return lines


def _name(described: str) -> str:
    """The name alone of “Joy Okoro, senior information risk owner”."""
    return described.partition(",")[0]
