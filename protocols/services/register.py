"""Writes what the public register shows of an agreement, from its versions that were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import markdown, registry
from governance.canonical import thaw
from governance.disclosure import THE_PUBLIC, disclosures
from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import Body, Document, DocumentVersion
from governance.models.version import READABLE
from governance.rows import FieldChange, row_changes
from governance.withheld import WHOLE, Disclosure, alike, is_stand_in
from organisations.models import Organisation
from organisations.models.organisation import fold
from protocols.kinds import PURPOSE
from protocols.models import EntryParty, EntryPower, RegisterEntry, Statement
from protocols.models.entry import FAR_AWAY, LONG_AGO, NAME, held_from
from protocols.powers import powers
from protocols.services.arrows import store_arrows
from protocols.services.partners import partners_of
from protocols.services.removal_rules import leaves_on, months_for
from protocols.statements import Kind


def refresh(document: Document) -> None:
    """Writes the entries of one agreement anew: one for each version that is, was or will be in force."""
    versions = list(document.versions.filter(READABLE).order_by("published_at", "major", "minor"))
    seen = disclosures(THE_PUBLIC, document, versions)
    texts = [_text(version) for version in versions]
    entries = described(document, versions, texts, _entered(document), [seen[each.pk] for each in versions])
    if last := _terminated(document):
        for entry in entries:
            entry.ends_on = min(entry.ends_on, last) if entry.ends_on else last
    told = partners_of(document, entries)
    for entry in entries:
        entry.parties = told.get(entry.version_id, entry.parties)
    halt = _suspended(document)
    for entry in entries:
        entry.suspended_from = halt
    day = leaves_on(entries, months_for(document.organisation)) if entries else None
    for entry in entries:
        entry.hidden_from = day
    public = [seen[each.pk].of(text) for each, text in zip(versions, texts, strict=True)]
    with transaction.atomic():
        document.register_entries.all().delete()
        store(entries, public)


def described(
    document: Document,
    versions: Sequence[DocumentVersion],
    texts: Sequence[VersionText],
    entered: Mapping[UUID, datetime],
    seen: Sequence[Disclosure] = (),
) -> list[RegisterEntry]:
    """The entries of an agreement with these versions, in order, what they say, and when each came into this
    register. `seen`: what the public reads of each, all of it where that is left out. Not stored.

    A version stands until the next one begins. Where the last one ended or was withdrawn, it goes on to stand for
    the agreement: the one before does not come back."""
    begins = [_begins(version, first=number == 0) for number, version in enumerate(versions)]
    seen = seen or [WHOLE] * len(versions)
    entries = []
    for number, (version, text) in enumerate(zip(versions, texts, strict=True)):
        entry = describe(document, version, seen[number].of(text))
        entry.is_from_paper = bool(text.rows.get("signatures"))
        entry.withheld = withheld(seen[number])
        entry.entered_at = entered.get(version.pk, entry.published_at)
        entry.shown_from = begins[number]
        entry.shown_to = max(begins[number], begins[number + 1]) if number + 1 < len(versions) else None
        if number:
            then, now = alike(seen[number - 1], seen[number])
            entry.changes = [
                asdict(change) for change in changes(document, then.of(texts[number - 1]), now.of(text))
            ]
        entries.append(entry)
    return entries


def store(entries: list[RegisterEntry], texts: Sequence[VersionText]) -> None:
    """Inserts entries with the rows that filters and the map use; each with what the public reads of its version."""
    RegisterEntry.objects.bulk_create(entries, batch_size=500)
    codes = {party["code"] for entry in entries for party in entry.parties if party["code"]}
    bodies = dict(Organisation.objects.filter(code__in=codes).values_list("code", "pk"))
    EntryParty.objects.bulk_create(
        [
            EntryParty(entry=entry, organisation_id=bodies[party["code"]])
            if party["code"]
            else EntryParty(entry=entry, name=fold(party["name"])[:NAME])
            for entry in entries
            for party in entry.parties
        ],
        batch_size=2000,
    )
    EntryPower.objects.bulk_create(
        [EntryPower(entry=entry, key=key) for entry in entries for key in entry.powers if key in powers()],
        batch_size=2000,
    )
    store_arrows(entries, texts)


def describe(document: Document, version: DocumentVersion, text: VersionText) -> RegisterEntry:
    """The entry of one version, without the days on which it is shown and without its changes."""
    terms = next(iter(text.rows.get("terms", ())), {})
    text_says, ends_on, review_on = (
        _day(terms.get(name, "")) for name in ("starts_on", "ends_on", "review_on")
    )
    starts_on = held_from(version, text_says)
    sort_title = fold(text.title)
    purposes = (section for section in text.sections if section.key == PURPOSE)
    shown = (section for section in purposes if not is_stand_in(section))
    purpose = "\n\n".join(markdown.plain(section.body) for section in shown)
    parties = text.rows.get("parties", ())
    return RegisterEntry(
        version=version,
        document=document,
        is_open=document.is_open_to_all,
        is_from_outside=version.is_from_outside,
        reference=document.reference,
        number=version.number,
        title=text.title,
        sort_title=sort_title[:200],
        letter=sort_title[:1].upper() if sort_title[:1].isascii() and sort_title[:1].isalpha() else "#",
        purpose=purpose,
        parties=[
            {"name": party["name"], "direction": party["direction"], "code": party["code"]}
            for party in parties
        ],
        powers=[power["key"] for power in text.rows.get("powers", ())],
        retention=terms.get("retention", ""),
        accord=terms.get("accord", ""),
        starts_on=starts_on,
        ends_on=_last_day(version, ends_on),
        review_on=review_on,
        sort_start=starts_on or LONG_AGO,
        sort_review=review_on or FAR_AWAY,
        published_at=version.published_at or version.created_at,
        withdrawn_at=version.withdrawn_at,
        changes=[],
    )


def withheld(seen: Disclosure) -> dict[str, Any]:
    """What an entry says of what is withheld; empty where the register shows it all."""
    if seen.is_all and not seen.summaries:
        return {}
    return {
        "reason": seen.reason,
        "is_metadata": seen.is_metadata,
        "parts": sorted(seen.parts),
        "summaries": sorted(map(str, seen.summaries)),
    }


def changes(document: Document, before: VersionText, after: VersionText) -> list[FieldChange]:
    """What differs between two versions, field by field: title, texts, parties, powers, dates."""
    found = []
    if before.title != after.title:
        found.append(FieldChange("", "", str(_("Title")), before.title, after.title))
    then = {section.key: section for section in before.sections}
    now = {section.key: section for section in after.sections}
    for key in dict.fromkeys([*now, *then]):
        old = markdown.plain(then[key].body) if key in then else ""
        new = markdown.plain(now[key].body) if key in now else ""
        if old != new:
            heading = (now.get(key) or then[key]).heading
            found.append(FieldChange(heading, "", heading, old, new))
    return found + row_changes(registry.row_sets(document.kind), before.rows, after.rows)


def _text(version: DocumentVersion) -> VersionText:
    return thaw(Body.objects.get(pk=version.content_sha256).unpacked())


def _entered(document: Document) -> Mapping[UUID, datetime]:
    """When each version came into this register, whenever another one published it: what its history says."""
    rows = DocumentVersion.history.filter(document_id=document.pk, state=State.PUBLISHED)
    return dict(rows.values("id").annotate(at=Min("history_date")).values_list("id", "at"))


def _last_day(version: DocumentVersion, ends_on: date | None) -> date | None:
    """What was withdrawn holds no longer than to the day before."""
    if version.withdrawn_at is None:
        return ends_on
    last = timezone.localdate(version.withdrawn_at) - timedelta(days=1)
    return min(last, ends_on) if ends_on else last


def _begins(version: DocumentVersion, *, first: bool) -> date:
    """An agreement is shown from its publication, also before it starts; a later version from the day on which it
    takes effect."""
    published_on = timezone.localdate(version.published_at or version.created_at)
    begins = version.effective_from or published_on
    return min(published_on, begins) if first else begins


def _terminated(document: Document) -> date | None:
    """The last day of an agreement that was terminated."""
    said = Statement.objects.of_agreement(document).filter(kind=Kind.TERMINATION).first()
    return said.effective_on - timedelta(days=1) if said else None


def _suspended(document: Document) -> date | None:
    """The first day of a suspension between all that is not lifted."""
    said = Statement.objects.of_agreement(document).not_lifted().filter(concerns=None)
    return min(said.values_list("effective_on", flat=True), default=None)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
