"""Further events of load data, until the log has as many as asked for: saved sections and sign-ins by turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from governance import events as governance_events
from governance.lifecycle import State
from governance.models import Section
from organisations import events
from protocols.load.words import prose

if TYPE_CHECKING:
    from protocols.load.world import World

DRAFTS = 2000  # sections that are saved by turns


def sections(world: World) -> list[Section]:
    """Some sections of drafts of load data, always the same."""
    officers = [desk.officer for desk in world.desks]
    found = Section.objects.filter(version__state=State.DRAFT, version__author__in=officers)
    return list(
        found.select_related("version__document__organisation", "version__author").order_by("pk")[:DRAFTS]
    )


def enter(world: World, numbers: range, drafts: list[Section]) -> None:
    with transaction.atomic():
        for number in numbers:
            if drafts and number % 2:
                _save(world, drafts[number // 2 % len(drafts)], number)
            else:
                _sign_in(world, number // 2)
        world.write()


def _save(world: World, section: Section, number: int) -> None:
    """As `save_section`."""
    version = section.version
    officer = version.author
    if officer is None:
        return
    with world.operation(officer):
        section.body = prose(world.chance("save", number), 40)
        section.body_sha256 = world.keep(section.body.encode())
        section.lock += 1
        world.ledger.change(section, "body", "body_sha256", "lock")
        world.ledger.record(
            governance_events.SECTION_SAVED,
            version,
            audience=[version.organisation],
            facts={"section": section.key, "heading": section.heading, "sha256": section.body_sha256},
        )


def _sign_in(world: World, number: int) -> None:
    """As `note_sign_in`."""
    person, bodies = world.people[number % len(world.people)]
    with world.operation(person):
        world.ledger.record(events.PERSON_SIGNED_IN, person, audience=bodies)
