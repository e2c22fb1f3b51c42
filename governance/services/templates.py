"""Filling the template library from the product's own texts: a new version comes only when a text has changed."""

from __future__ import annotations

import hashlib

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from audit import actors
from audit.actors import ActorKind, HasActor
from audit.acts import act, record
from governance import events, registry, template_text
from governance.kinds import Kind, VersionText
from governance.models import Body, Template, TemplateVersion
from governance.redline import Op, compare
from governance.rows import row_changes

FILL = actors.job("fill_templates")


def fill_templates() -> list[TemplateVersion]:
    """Brings the library to what the kinds say today. Not an act: each new version is one. Returns the new ones."""
    found = [_fill(kind) for kind in registry.kinds() if template_text.has_text(kind)]
    return [version for version in found if version is not None]


def _fill(kind: Kind) -> TemplateVersion | None:
    """The last version that came from the product counts: another in between does not bring an old text back."""
    content = template_text.as_bytes(kind)
    last = (
        TemplateVersion.objects.filter(template__in=Template.objects.for_kind(kind), published_as=FILL.label)
        .newest_first()
        .first()
    )
    if last is not None and last.content_sha256 == hashlib.sha256(content).hexdigest():
        return None
    return publish_template(kind, by=FILL, text=template_text.read(content, str(kind.label)))


@act
def publish_template(kind: Kind, *, by: HasActor, text: VersionText, summary: str = "") -> TemplateVersion:
    """A new version of the template of a kind. Only a job of the register may; raises PermissionDenied.

    Without `summary` it is told which sections changed since the version before.
    """
    actor = by.as_actor()
    if actor.kind is not ActorKind.JOB:
        raise PermissionDenied(_("Templates come with the register. Nobody changes them by hand."))
    template = Template.objects.select_for_update().for_kind(kind, text.language).first()
    if template is None:
        template = Template(kind=kind.key, language=text.language)
        template.full_clean()
        template.save(force_insert=True)
    before = template.versions.newest_first().first()
    version = TemplateVersion(
        template=template,
        number=before.number + 1 if before else 1,
        published_on=timezone.localdate(),
        published_as=actor.label,
        summary=summary or _summary(template_text.text_of(before), text, kind) if before else "",
        content_sha256=Body.keep(template_text.written(text, kind.key)),
    )
    version.full_clean()
    version.save(force_insert=True)
    record(
        events.TEMPLATE_PUBLISHED,
        version,
        by=by,
        facts={"kind": kind.key, "version": version.number, "sha256": version.content_sha256},
    )
    return version


def _summary(old: VersionText, new: VersionText, kind: Kind) -> str:
    """Such as “Changed: Consent, Roles, Steps. New: Telling.” Rows stand behind the sections."""
    named = [(change.op, change.title) for change in compare(old, new)]
    for rows in registry.row_sets(kind.key):
        if row_changes([rows], old.rows, new.rows):
            op = Op.CHANGED if rows.of(old.rows) and rows.of(new.rows) else Op.ADDED
            named.append((op if rows.of(new.rows) else Op.REMOVED, str(rows.heading)))
    told = {
        op: ", ".join(title for found, title in named if found is op)
        for op in (Op.CHANGED, Op.ADDED, Op.REMOVED)
    }
    words = {
        Op.CHANGED: _("Changed: %(names)s."),
        Op.ADDED: _("New: %(names)s."),
        Op.REMOVED: _("Taken out: %(names)s."),
    }
    sentences = [words[op] % {"names": names} for op, names in told.items() if names]
    return Truncator(" ".join(sentences) or _("The order of the sections.")).chars(2000)
