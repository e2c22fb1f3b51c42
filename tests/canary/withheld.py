"""Planted words in what is withheld from the public: of a procedure, of an agreement, and of a text as a whole."""

from __future__ import annotations

from datetime import timedelta

from audit import actors
from governance.files.types import check
from governance.kinds import PlainSection, Publication
from governance.services import (
    attachments,
    disclosure,
    documents,
    publication,
    rendition,
    review,
    sections,
    steps,
)
from governance.withheld import FILES, SUMMARY, Withheld
from protocols.agreement import PartyLine, TermsLine
from protocols.models.party import Direction
from tests.factories.governance import draft_of, make_document, make_short_procedure, published
from tests.factories.protocols import amend, make_recorded

REASON = "kanarywhy, section 31(1)(a)"
HIDDEN = "kanarywithheldheading"  # a heading, and the key that was made of it

# words in parts that the public does not read
OF_POLICIES = {
    "kanarywithheldbody", HIDDEN, "kanarywithheldstep", "kanarywithheldold", "kanarywithheldsummary",
    "kanarywithheldfile", "kanarymetadatabody", "kanarymetadatasummary",
}  # fmt: skip
OF_AGREEMENTS = {
    "kanarywithheldpurpose", "kanarywithheldbefore", "kanarywithheldparty", "kanarywithheldcontact",
}  # fmt: skip


def make_withheld(world):
    """A procedure of two versions and a Code, both in force and open to all. Returns the versions."""
    return redacted_procedure(world), metadata_alone(world)


def redacted_procedure(world):
    here, officer, approver = world.organisation, world.officer, world.approver
    document = make_short_procedure(here, officer, title="Partly withheld")
    first = draft_of(document)
    sections.add_section(first, by=officer, heading=HIDDEN)
    _write(first, officer, advice="We share, kanarywithheldold, when it could help.")
    published(first, officer, approver, world.today - timedelta(days=30))
    second = documents.start_draft(document, by=officer)
    fields = {"what": "kanarywithheldstep", "who": "", "by_when": "", "record": "", "guidance": ""}
    steps.add_step(second, by=officer, fields=fields)
    _write(second, officer, advice="We share, kanarywithheldbody, when it could help.")
    file = check("kanarywithheldfile.txt", b"Words: kanarywithheldfile.")
    attachments.attach(second, file=file, by=officer, title="kanarywithheldfile")
    second = review.submit(second, by=officer, change_summary="Because kanarywithheldsummary.")
    second = review.approve(second, by=approver)
    second = publication.publish(second, by=approver, effective_from=world.today - timedelta(days=3))
    parts = ["section:advice", "rows:steps", FILES, SUMMARY]
    chosen = [*(Withheld(part, REASON) for part in parts), Withheld(f"section:{HIDDEN}", REASON, True)]
    return _decided(world, second, chosen)


def metadata_alone(world):
    text = PlainSection(
        "commitment", "kanarymetadatabody", "We share, kanarymetadatabody, when it could help."
    )
    version = draft_of(make_document(world.organisation, world.officer, texts=[text], title="Withheld"))
    version = review.submit(version, by=world.officer, change_summary="Says kanarymetadatasummary.")
    version = review.approve(version, by=world.approver)
    version = publication.publish(version, by=world.approver, effective_from=world.today)
    version = disclosure.decide_disclosure(
        version, by=world.approver, publication=Publication.METADATA, reason=REASON
    )
    rendition.render(version, by=actors.job("render"))
    return version


def redacted_agreement(world):
    """Open to all, without its purpose, its parties and whom to ask."""
    parties = (
        PartyLine("Northshire", Direction.DISCLOSER, world.organisation),
        PartyLine("Northport", Direction.RECIPIENT, world.other),
        PartyLine("kanarywithheldparty", Direction.RECIPIENT),
    )
    first = make_recorded(
        world.organisation, world.officer, title="Agreed in part", sections=(_purpose("kanarywithheldbefore"),),
        parties=parties[:2], terms=TermsLine(contact="kanarywithheldcontact"),
    )  # fmt: skip
    second = amend(
        first, world.officer, title="Agreed in part", sections=(_purpose("kanarywithheldpurpose"),),
        parties=parties, terms=TermsLine(contact="kanarywithheldcontact"),
    )  # fmt: skip
    chosen = [Withheld(part, REASON) for part in ("section:purpose", "rows:parties", "rows:terms")]
    return _decided(world, second, chosen)


def opened(world, title):
    """The same document, published in full."""
    version = next(text for text in world.texts if text.title == title)
    disclosure.decide_disclosure(version, by=world.approver, publication=Publication.FULL)


def _purpose(canary):
    return PlainSection("purpose", "Purpose", f"To help, {canary}, when it could help.")


def _write(version, officer, *, advice):
    for key, body in (("advice", advice), (HIDDEN, f"We share, {HIDDEN}, when it could help.")):
        section = version.sections.get(key=key)
        sections.save_section(section, by=officer, body=body, base=section.lock)


def _decided(world, version, withheld):
    version = disclosure.decide_disclosure(
        version, by=world.approver, publication=Publication.REDACTED, reason=REASON, withheld=withheld
    )
    rendition.render(version, by=actors.job("render"))
    rendition.render(version, by=actors.job("render"), public=True)
    return version
