"""Acts of an organisation on a template that it follows: take new wording, and say which version it has dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events, template_text
from governance.errors import Conflict
from governance.models import DocumentVersion, Section, TemplateVersion
from governance.services.documents import check_draft
from governance.services.locking import lock_document, lock_version
from governance.services.sections import add_section, save_section
from governance.template_text import same_section
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from governance.kinds import SectionText
    from governance.models import Document
    from organisations.models import User


@act
def take_section(
    version: DocumentVersion, *, by: User, offered: TemplateVersion, key: str, base: int | None
) -> Section:
    """Puts the template's wording of one section into a draft, in place of what stands there, or as a new section.

    `base` is the lock of the section that the person saw; None where there was none. What stood there stays in the
    history. Raises Conflict when somebody saved it since, InvalidMove when the version left draft, ValidationError
    for a section that the template has not.
    """
    version = _draft(version, by, offered)
    offered_sections = template_text.text_of(offered).sections
    wording = next((section for section in offered_sections if section.key == key), None)
    if wording is None:
        raise ValidationError(_("The template has no such section."))
    here = version.sections.filter(key=key).first()
    if (here.lock if here else None) != base:
        raise (
            Conflict(here, wording.body)
            if here
            else ValidationError(_("This section was removed meanwhile."))
        )
    section = _write(version, by, offered_sections, wording, here)
    _record_taken(version, by, offered, [key])
    return section


@act
def take_untouched(version: DocumentVersion, *, by: User, offered: TemplateVersion) -> list[Section]:
    """Takes the new wording of all sections that still read as the adopted version had them.

    Sections with the organisation's own words stay as they are. Returns those that were written.
    """
    version = _draft(version, by, offered)
    adopted = version.document.adopted
    if adopted is None:
        raise ValidationError(_("This document follows no template."))
    before = {section.key: section for section in template_text.text_of(adopted).sections}
    offered_sections = template_text.text_of(offered).sections
    mine = {section.key: section for section in version.sections.all()}
    taken = []
    for wording in offered_sections:
        here, was = mine.get(wording.key), before.get(wording.key)
        if here is None or was is None or not same_section(here, was) or same_section(was, wording):
            continue
        taken.append(_write(version, by, offered_sections, wording, here))
    if taken:
        _record_taken(version, by, offered, [section.key for section in taken])
    return taken


def _draft(version: DocumentVersion, by: User, offered: TemplateVersion) -> DocumentVersion:
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    offered.check_fits(version.document)
    return version


def _write(
    version: DocumentVersion,
    by: User,
    offered: Sequence[SectionText],
    wording: SectionText,
    here: Section | None,
) -> Section:
    if here is None:
        after = _before(version, offered, wording)
        here = add_section(version, by=by, heading=wording.heading, after=after, key=wording.key)
    return save_section(here, by=by, body=wording.body, base=here.lock, heading=wording.heading)


def _before(version: DocumentVersion, offered: Sequence[SectionText], wording: SectionText) -> Section | None:
    """The draft's section after which a new one belongs: the nearest before it in the template."""
    keys = [section.key for section in offered]
    here = {section.key: section for section in version.sections.all()}
    earlier = [here[key] for key in keys[: keys.index(wording.key)] if key in here]
    return earlier[-1] if earlier else None


def _record_taken(version: DocumentVersion, by: User, offered: TemplateVersion, keys: list[str]) -> None:
    record(
        events.TEMPLATE_TAKEN,
        version,
        by=by,
        audience=[version.organisation],
        facts={"template": offered.number, "sections": keys},
    )


@act
def follow_template(document: Document, *, by: User, template: TemplateVersion) -> Document:
    """Notes that the document follows this version of its template: what it changed is dealt with.

    A document that followed none begins to. Saying it again changes nothing and writes no line. Raises InvalidMove
    for a version before the one that it follows, ValidationError for a template of another kind.
    """
    document = lock_document(document)
    require(by, Can.DRAFT, document.organisation)
    template.check_fits(document)
    if document.adopted_id == template.pk:
        return document
    if document.adopted is not None and document.adopted.number > template.number:
        raise InvalidMove(_("This document follows a newer version of the template already."))
    document.adopted = template
    document.full_clean()
    document.save(update_fields=["adopted"])
    record(
        events.TEMPLATE_FOLLOWED,
        document,
        by=by,
        audience=[document.organisation],
        facts={"template": template.number},
    )
    return document
