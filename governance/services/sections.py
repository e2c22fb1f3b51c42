"""Acts on the sections of a draft, and the unsaved texts that autosave keeps."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.acts import act, record
from audit.identifiers import new_id
from governance import events
from governance.errors import Conflict
from governance.markdown import SECTION_LIMIT
from governance.models import Body, DocumentVersion, Section, SectionDraft
from governance.services.documents import check_draft
from governance.services.locking import lock_section, lock_version
from organisations.models import User
from organisations.permissions import Can, can, require

TURNS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # what is read would not be what is written


@act
def save_section(section: Section, *, by: User, body: str, base: int, heading: str | None = None) -> Section:
    """Saves the text of a section. `base` is the lock that the person began from.

    Raises Conflict when somebody saved it since, InvalidMove when the version left draft, ValidationError when it is
    longer than a section may be. Saving the same text again changes nothing and writes no line.
    """
    version = lock_version(section.version)
    section = lock_section(section)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    body = clean_body(body)
    heading = section.heading if heading is None else heading.strip()
    if section.lock != base and (section.body, section.heading) != (body, heading):
        raise Conflict(section, body)
    SectionDraft.objects.filter(section=section, person=by).delete()
    if (section.body, section.heading) == (body, heading):
        return section
    section.body, section.heading = body, heading
    section.body_sha256 = Body.keep(body.encode())
    section.lock += 1
    section.full_clean()
    section.save(update_fields=["body", "heading", "body_sha256", "lock"])
    record(
        events.SECTION_SAVED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"section": section.key, "heading": section.heading, "sha256": section.body_sha256},
    )
    return section


def clean_body(body: str) -> str:
    """One way to write line ends, no control characters, none that turns the direction of writing.

    Raises ValidationError for a text that is too long.
    """
    if len(body) > SECTION_LIMIT:
        raise ValidationError(
            _(
                "A section can hold %(limit)s characters; this text has %(size)s. Split it into several sections."
            )
            % {"limit": f"{SECTION_LIMIT:,}", "size": f"{len(body):,}"},
            code="too_long",
        )
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        sign
        for sign in text
        if sign in "\n\t" or sign.isprintable() or (ord(sign) > 0x9F and sign not in TURNS)
    )
    return text.strip("\n").rstrip()


@act
def add_section(
    version: DocumentVersion,
    *,
    by: User,
    heading: str,
    after: Section | None = None,
    pk: UUID | None = None,
    key: str = "",
) -> Section:
    """A new, empty section after the given one, or at the end. With the same `pk` it is added once only.

    `key` is the one by which a template knows it; without it the heading makes one.
    """
    version = lock_version(version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    places = list(version.sections.order_by("position", "key"))
    place = next((n for n, other in enumerate(places, 1) if after and other.pk == after.pk), len(places))
    section = Section(
        id=pk or new_id(),
        version=version,
        key=_free_key(key or _own_key(version, heading) or heading, {other.key for other in places}),
        position=place + 1,
        heading=heading.strip(),
        body_sha256=Body.keep(b""),
    )
    section.full_clean()
    section.save()
    _renumber([*places[:place], section, *places[place:]])
    record(
        events.SECTION_ADDED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"section": section.key, "heading": section.heading},
    )
    return section


def _own_key(version: DocumentVersion, heading: str) -> str:
    """The key of the kind's own section of that heading, so that guidance and history find it again."""
    wanted = heading.strip().casefold()
    models = version.document.kind_model.sections
    return next((model.key for model in models if model.heading.casefold() == wanted), "")


def _free_key(heading: str, taken: set[str]) -> str:
    """A key that no other section has; “add” stands in addresses for the page that adds one."""
    stem = slugify(heading)[:50].strip("-") or "section"
    keys = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 1000))
    return next(key for key in keys if key not in taken and key != "add")


def _renumber(sections: list[Section]) -> None:
    for position, section in enumerate(sections, start=1):
        if section.position != position:
            section.position = position
            section.save(update_fields=["position"])


@act
def remove_section(section: Section, *, by: User) -> None:
    """Takes a section out of a draft. Its saved texts stay in the history.

    Raises ValidationError for the last one, and while a colleague has text in it that is not saved.
    """
    version = lock_version(section.version)
    section = lock_section(section)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    if version.sections.count() == 1:
        raise ValidationError(_("A document needs at least one section. Change this one instead."))
    _check_nobody_is_writing(section, by)
    key, heading = section.key, section.heading
    section.delete()
    _renumber(list(version.sections.order_by("position", "key")))
    record(
        events.SECTION_REMOVED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"section": key, "heading": heading},
    )


def _check_nobody_is_writing(section: Section, by: User) -> None:
    """What a colleague typed and did not save would go with the section; who may not write any more cannot save it."""
    others = section.unsaved.differing().exclude(person=by).select_related("person")
    names = [str(each.person) for each in others if can(each.person, Can.DRAFT, section.version.organisation)]
    if names:
        raise ValidationError(
            _("%(names)s typed text here that is not saved. Ask them to save it or to throw it away first.")
            % {"names": ", ".join(names)}
        )


@act
def move_section(section: Section, *, by: User, to: Literal["up", "down"]) -> Section:
    """Changes places with the section before or after. At the end of the line nothing changes."""
    version = lock_version(section.version)
    require(by, Can.DRAFT, version.organisation)
    check_draft(version)
    order = list(version.sections.order_by("position", "key"))
    here = next(n for n, other in enumerate(order) if other.pk == section.pk)
    there = here + (-1 if to == "up" else 1)
    if not 0 <= there < len(order):
        return order[here]
    order[here], order[there] = order[there], order[here]
    _renumber(order)
    record(
        events.SECTION_MOVED,
        version,
        by=by,
        audience=[version.organisation],
        facts={"section": order[there].key, "position": there + 1},
    )
    return order[there]


def keep_draft(section: Section, person: User, text: str, base: int, heading: str = "") -> SectionDraft:
    """Keeps what a person typed and has not saved, also when it came too late. Not an act: no line in the log.

    Without `heading` none was typed. Raises PermissionDenied or ValidationError as saving would.
    """
    require(person, Can.DRAFT, section.version.organisation)
    draft, _made = SectionDraft.objects.update_or_create(
        section=section,
        person=person,
        defaults={
            "text": clean_body(text),
            "heading": " ".join(heading.split())[:160],
            "base": base,
            "saved_at": timezone.now(),
        },
    )
    return draft


def discard_draft(section: Section, person: User) -> None:
    """Throws away what the person typed and did not save."""
    SectionDraft.objects.filter(section=section, person=person).delete()
