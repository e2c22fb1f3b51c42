"""Drafts of load data, as `governance.services.documents` makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from governance.models import Document, DocumentVersion, Section
from organisations.permissions import lower_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from governance.kinds import Audience, Kind, SectionText
    from organisations.models import User
    from organisations.roles import Role
    from protocols.load.world import Desk, World


def named(person: User, role: Role) -> str:
    """As `governance.services.naming.described` names a person without an office."""
    return f"{person}, {lower_first(str(role.label))}"


def new_document(world: World, desk: Desk, kind: Kind, title: str, audience: Audience) -> Document:
    return Document(
        id=world.key(),
        organisation=desk.organisation,
        kind=kind.key,
        reference=world.reference(desk.organisation, kind),
        title=title,
        owner=desk.officer,
        audience=audience.value,
        review_cycle_months=kind.review_cycle_months,
        created_by=desk.officer,
        created_at=world.clock.now,
    )


def new_version(
    world: World,
    document: Document,
    title: str,
    author: tuple[User, Role],
    before: DocumentVersion | None = None,
) -> DocumentVersion:
    """The first draft of a document, or the next minor version after one."""
    return DocumentVersion(
        id=world.key(),
        document=document,
        major=1,
        minor=before.minor + 1 if before else 0,
        title=title,
        language=document.language,
        marking=before.marking if before else document.organisation.marking_default,
        based_on=before,
        author=author[0],
        author_as=named(*author),
        created_at=world.clock.now,
    )


def new_sections(world: World, version: DocumentVersion, texts: Sequence[SectionText]) -> list[Section]:
    return [
        Section(
            id=world.key(),
            version=version,
            key=text.key,
            position=position,
            heading=text.heading,
            body=text.body,
            body_sha256=world.keep(text.body.encode()),
        )
        for position, text in enumerate(texts, start=1)
    ]
