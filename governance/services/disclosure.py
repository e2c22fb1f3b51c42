"""The act that decides what the public reads of a document, and what of that a new draft takes over."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from audit.identifiers import new_id
from governance import events, registry
from governance.disclosure import decision_stamp, to_the_public
from governance.jobs.queue import enqueue
from governance.kinds import Publication
from governance.lifecycle import State
from governance.models import Document, DocumentVersion, Withholding
from governance.presenting.text import whole_text_of, whole_texts_of
from governance.search import indexing
from governance.search.engine import engine
from governance.services.locking import lock_document, lock_version
from governance.withheld import SUMMARY, Part, Withheld, part_of_rows, parts_of
from organisations.models import User
from organisations.permissions import Can, require

RENDER = "governance.jobs.tasks.render_version"
DOCUMENT = "governance.document"


@act
def decide_disclosure(
    version: DocumentVersion,
    *,
    by: User,
    publication: str,
    reason: str = "",
    withheld: Sequence[Withheld] = (),
    seen: str | None = None,
) -> DocumentVersion:
    """Decides what the public reads of a document, and with parts taken out, which parts of this version.

    It counts at once, everywhere. What is newly withheld is withheld in every version that has it, for an older one
    would show it; what is shown again is shown in this version alone. What was chosen is remembered while the document
    is published in another way. `seen`: `decision_stamp` of what the person looked at. Raises InvalidMove where that is
    no longer so, and for a draft that was given up; ValidationError for a part that the version does not have, without
    a reason, and where parts are taken out of a document that withholds none.
    """
    document = lock_document(version.document)
    version = lock_version(version)
    require(by, Can.PUBLISH, document.organisation)
    if version.state == State.WITHDRAWN and not version.is_readable:
        raise InvalidMove(_("This draft was given up, so there is nothing of it to publish."))
    version.document = document
    if seen is not None and seen != decision_stamp(version):
        raise InvalidMove(_("Somebody decided this before you. Look at it again, then decide."))
    document.publication, document.publication_reason = publication, reason.strip()
    document.full_clean()
    before = {row.part: row for row in version.withholdings.all()}
    if publication == Publication.REDACTED:
        _check(version, withheld)
        withheld = [*withheld, *told_with(version, withheld)]
        _write(version, before, withheld)
        _spread(version, [each for each in withheld if each.part not in before])
        if not Withholding.objects.filter(version__document=document).exists():
            raise ValidationError(_("Choose what is withheld, or publish it in full."))
    document.save(update_fields=["publication", "publication_reason"])
    record(
        events.DISCLOSURE_DECIDED,
        document,
        by=by,
        audience=[document.organisation],
        facts={
            "version": version.number,
            "publication": publication,
            "withheld": sorted(each.part for each in withheld) if publication == Publication.REDACTED else [],
        },
        reason=document.publication_reason,
    )
    _tell_the_search(document)
    _print_anew(document, by)
    return version


def told_with(version: DocumentVersion, withheld: Sequence[Withheld]) -> list[Withheld]:
    """Rows that tell of withheld ones, such as flows that name the parties: withheld for the same reason."""
    chosen = {each.part: each for each in withheld}
    there = {part.part for part in parts_of(whole_text_of(version))}
    found = []
    for rows in registry.row_sets(version.document.kind):
        told = [chosen[part_of_rows(key)] for key in rows.tells if part_of_rows(key) in chosen]
        if told and part_of_rows(rows.key) in there - chosen.keys():
            found.append(Withheld(part_of_rows(rows.key), told[0].reason))
    return found


def copy_withholdings(source: DocumentVersion, version: DocumentVersion) -> None:
    """What was withheld of the version that a draft starts from is withheld of the draft, too, save its summary."""
    for row in source.withholdings.exclude(part=SUMMARY):
        _keep(version, Withheld(row.part, row.reason, row.hides_heading))


def undecided(version: DocumentVersion) -> list[Part]:
    """Of a document that is published with parts taken out: what is new in the version and not withheld.

    Somebody has to look at it before the public reads it. A first version is looked at when parts are chosen.
    """
    document = version.document
    if not document.is_open_to_all or document.publication != Publication.REDACTED:
        return []
    withheld = set(version.withholdings.values_list("part", flat=True))
    if version.based_on is None:
        known = {part.part for part in parts_of(whole_text_of(version))} if withheld else set()
    else:
        known = {part.part for part in parts_of(whole_text_of(version.based_on))}
    return [part for part in parts_of(whole_text_of(version)) if part.part not in withheld | known]


def _check(version: DocumentVersion, withheld: Sequence[Withheld]) -> None:
    there = {part.part for part in parts_of(whole_text_of(version))} | {SUMMARY}
    for each in withheld:
        if each.part not in there:
            raise ValidationError(_("This version has no such part. Look at it again, then decide."))
        if not each.reason.strip():
            raise ValidationError(_("Say of each part why it is withheld."))


def _write(version: DocumentVersion, before: dict[str, Withholding], withheld: Sequence[Withheld]) -> None:
    wanted = {each.part for each in withheld}
    for part, row in before.items():
        if part not in wanted:
            row.delete()
    for each in withheld:
        _keep(version, each, before.get(each.part))


def _keep(version: DocumentVersion, each: Withheld, row: Withholding | None = None) -> None:
    row = row or Withholding(version=version, part=each.part)
    row.reason, row.hides_heading = each.reason.strip(), each.hides_heading
    row.full_clean()
    row.save()


def _spread(version: DocumentVersion, added: Collection[Withheld]) -> None:
    """To the other versions that have the part; a summary is of one version."""
    added = [each for each in added if each.part != SUMMARY]
    others = list(version.document.versions.exclude(pk=version.pk).prefetch_related("withholdings"))
    if not added or not others:
        return
    texts = whole_texts_of(others)
    for other in others:
        text = texts.get(other.pk) or whole_text_of(other)
        there = {part.part for part in parts_of(text)} - {row.part for row in other.withholdings.all()}
        for each in added:
            if each.part in there:
                _keep(other, each)


def _tell_the_search(document: Document) -> None:
    """At once: what is withheld must not be found until a job comes by."""
    engine().hold()
    for source in registry.search_sources():
        if DOCUMENT in source.touched:
            indexing.bring_up(source, list(source.touched[DOCUMENT]([document.pk])))


def _print_anew(document: Document, by: User) -> None:
    """The PDF that the public may have of each version, where it is not there yet."""
    for version in document.versions.filter(published_at__isnull=False):
        version.document = document
        seen = to_the_public(version)
        if seen.key and not seen.is_metadata and not version.renditions.for_reader(seen).exists():
            enqueue(
                RENDER,
                key=f"render:{version.pk}:{new_id()}",
                by=by,
                label=_("Making the PDF of %(version)s") % {"version": version},
                organisation=document.organisation,
                version_id=str(version.pk),
            )
