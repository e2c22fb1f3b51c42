"""Acts of an organisation on a template that it follows: take new wording, and say which version it has dealt with.

What is said of sections holds for the steps of a procedure, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.errors import InvalidMove
from governance import events, template_text
from governance.errors import Conflict
from governance.models import DocumentVersion, ProcedureStep, Section, TemplateVersion
from governance.services.documents import check_draft
from governance.services.locking import lock_document, lock_version
from governance.services.sections import add_section, save_section
from governance.services.steps import StaleStep, add_step, change_step, steps_of
from governance.steps import FIELDS, FIRST, STEPS, StepFields, frozen_step
from governance.template_text import same_row, same_section
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from governance.kinds import SectionText, VersionText
    from governance.models import Document
    from governance.rows import FrozenRow
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
def take_step(
    version: DocumentVersion, *, by: User, offered: TemplateVersion, key: str, base: int | None
) -> ProcedureStep:
    """Puts what the template says of one step into a draft, in place of what stands there, or as a new step.

    `base` is the lock of the step that the person saw; None where there was none. Raises StaleStep when somebody
    changed it since, InvalidMove when the version left draft, ValidationError for a step that the template has not.
    """
    version = _draft(version, by, offered)
    rows = STEPS.of(template_text.text_of(offered).rows)
    row = next((row for row in rows if row["key"] == key), None)
    if row is None:
        raise ValidationError(_("The template has no such step."))
    here = version.steps.filter(key=key).first()
    if (here.lock if here else None) != base:
        raise StaleStep(_("This step was changed meanwhile."), here)
    step = _write_step(version, by, rows, row, here)
    _record_taken(version, by, offered, [], [key])
    return step


@act
def take_untouched(
    version: DocumentVersion, *, by: User, offered: TemplateVersion
) -> list[Section | ProcedureStep]:
    """Takes the new wording of all sections and steps that still read as the adopted version had them.

    Those with the organisation's own words stay as they are. Returns what was written.
    """
    version = _draft(version, by, offered)
    adopted = version.document.adopted
    if adopted is None:
        raise ValidationError(_("This document follows no template."))
    before, after = template_text.text_of(adopted), template_text.text_of(offered)
    taken = list(_untouched_sections(version, by, before, after))
    steps = list(_untouched_steps(version, by, before, after))
    if taken or steps:
        _record_taken(version, by, offered, [section.key for section in taken], [step.key for step in steps])
    return [*taken, *steps]


def _untouched_sections(
    version: DocumentVersion, by: User, before: VersionText, after: VersionText
) -> Iterator[Section]:
    was_by_key = {section.key: section for section in before.sections}
    mine = {section.key: section for section in version.sections.all()}
    for wording in after.sections:
        here, was = mine.get(wording.key), was_by_key.get(wording.key)
        if here is None or was is None or not same_section(here, was) or same_section(was, wording):
            continue
        yield _write(version, by, after.sections, wording, here)


def _untouched_steps(
    version: DocumentVersion, by: User, before: VersionText, after: VersionText
) -> Iterator[ProcedureStep]:
    was_by_key = {row["key"]: row for row in STEPS.of(before.rows)}
    mine = {step.key: step for step in steps_of(version)}
    for row in STEPS.of(after.rows):
        here, was = mine.get(row["key"]), was_by_key.get(row["key"])
        if here is None or was is None or not same_row(frozen_step(here), was) or same_row(was, row):
            continue
        yield _write_step(version, by, STEPS.of(after.rows), row, here)


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


def _write_step(
    version: DocumentVersion,
    by: User,
    offered: Sequence[FrozenRow],
    row: FrozenRow,
    here: ProcedureStep | None,
) -> ProcedureStep:
    fields = StepFields(**{name: row[name] for name in FIELDS})  # type: ignore[typeddict-item]  # each is one
    if here is not None:
        return change_step(here, by=by, fields=fields, base=here.lock)
    keys = [each["key"] for each in offered]
    mine = {step.key for step in steps_of(version)}
    earlier = [key for key in keys[: keys.index(row["key"])] if key in mine]
    return add_step(version, by=by, fields=fields, after=earlier[-1] if earlier else FIRST, key=row["key"])


def _before(version: DocumentVersion, offered: Sequence[SectionText], wording: SectionText) -> Section | None:
    """The draft's section after which a new one belongs: the nearest before it in the template."""
    keys = [section.key for section in offered]
    here = {section.key: section for section in version.sections.all()}
    earlier = [here[key] for key in keys[: keys.index(wording.key)] if key in here]
    return earlier[-1] if earlier else None


def _record_taken(
    version: DocumentVersion, by: User, offered: TemplateVersion, keys: list[str], steps: Sequence[str] = ()
) -> None:
    record(
        events.TEMPLATE_TAKEN,
        version,
        by=by,
        audience=[version.organisation],
        facts={"template": offered.number, "sections": keys, **({"steps": [*steps]} if steps else {})},
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
