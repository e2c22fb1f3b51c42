"""Enters what bodies of the demo say to the people whom they serve: most is in force, some is late or on its way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from consent.kinds import COMPLAINTS_PROCEDURE, CONSENT_FORM, PRIVACY_NOTICE, SUBJECT_ACCESS_GUIDE
from governance.days import add_months
from governance.demo.world import COUNCIL, POLICE, TRUST, Body
from governance.kinds import Kind, PlainSection
from governance.models import Document, DocumentVersion
from governance.models.version import Grade
from governance.registry import add_chapter
from governance.services.documents import create_document
from governance.services.publication import publish
from governance.services.review import approve, submit
from organisations.models import Membership, Organisation, User
from organisations.permissions import Role


class Told(NamedTuple):
    """A document, in force since so many months, or a draft where it is none; whom it says to ask, and whose it is.

    `waits`: it is sent for approval and not decided yet."""

    kind: Kind
    title: str
    months: int | None
    mailbox: str = "hello"
    telephone: str = "01632 960000"
    body: Body = COUNCIL
    waits: bool = False


DOCUMENTS = (
    Told(PRIVACY_NOTICE, "Privacy notice of Northshire County Council", 4),
    Told(SUBJECT_ACCESS_GUIDE, "How to ask to see your information", 4, "your.data", "01632 960110"),
    Told(
        COMPLAINTS_PROCEDURE, "Complaints about how we use your information", 4, "complaints", "01632 960130"
    ),
    Told(CONSENT_FORM, "Consent form of the carers’ support group", None),
)
ELSEWHERE = (
    Told(PRIVACY_NOTICE, "Privacy notice of Northshire Police", 5, "contact", "01632 960300", POLICE),
    Told(SUBJECT_ACCESS_GUIDE, "Your right to see what we hold", 11, "records", "01632 960310", POLICE),
    Told(
        COMPLAINTS_PROCEDURE,
        "Complaints about your information",
        2,
        "complaints",
        "01632 960330",
        POLICE,
        waits=True,
    ),
    Told(PRIVACY_NOTICE, "How the Trust uses your information", 13, "contact", "01632 960500", TRUST),
    Told(SUBJECT_ACCESS_GUIDE, "Asking to see your health record", 6, "records", "01632 960520", TRUST),
)
ADDRESSES = {
    COUNCIL.code: "County Hall, Market Place, Northshire NX1 1AA",
    POLICE.code: "Police Headquarters, Castle Street, Northshire NX1 4PD",
    TRUST.code: "Trust Headquarters, Infirmary Road, Northshire NX2 3HT",
}
PLACES = {
    "[number of the data protection officer]": "01632 960140",
    "[name the Act and section]": "Care Act 2014, section 1, and Children Act 1989, section 17",
    "[link to the retention schedule]": "[our retention schedule](https://www.northshire.example/retention)",
    "[link to the form]": "[our complaints form](https://www.northshire.example/complain)",
    "[number of weeks]": "six",
    "[length of time]": "three years",
}


def enter_documents(bodies: Mapping[str, Organisation], today: date) -> int:
    """Enters what is not there yet, of the bodies that are. Returns how many documents that were."""
    there = [told for told in (*DOCUMENTS, *ELSEWHERE) if told.body.code in bodies]
    new = [told for told in there if not bodies[told.body.code].documents.filter(kind=told.kind.key).exists()]
    for told in new:
        _enter(told, bodies[told.body.code], today)
    return len(new)


def _enter(told: Told, organisation: Organisation, today: date) -> None:
    officer = _with(organisation, Role.INFORMATION_OFFICER)
    sections = None if told.months is None else _filled_in(told)
    document = create_document(organisation, kind=told.kind, title=told.title, by=officer, sections=sections)
    if told.months is None:
        return
    since = add_months(today.replace(day=1), -told.months)
    version = submit(_only(document), by=officer, change_summary="First edition.", grade=Grade.MATERIAL)
    if told.waits:
        return
    manager = _with(organisation, Role.MANAGER)
    version = approve(version, by=manager)
    publish(version, by=manager, effective_from=since, next_review_on=add_months(since, 12))


def _filled_in(told: Told) -> list[PlainSection]:
    words = {
        "[number]": told.telephone,
        "[e-mail address]": f"{told.mailbox}@{told.body.domain}",
        "[full legal name of the organisation]": told.body.legal_name.replace("The ", "the ", 1),
        "[postal address]": ADDRESSES[told.body.code],
        "[e-mail address of the data protection officer]": f"dpo@{told.body.domain}",
    }
    sections = []
    for model in told.kind.sections:
        body = model.starting_text
        for place, instead in {**PLACES, **words}.items():
            body = body.replace(place, instead)
        sections.append(PlainSection(model.key, model.heading, body))
    return sections


def _only(document: Document) -> DocumentVersion:
    return document.versions.select_related("document__organisation").get()


def _with(organisation: Organisation, role: Role) -> User:
    """Who has the role there, the address that begins with its usual word first."""
    address = f"{'manager' if role is Role.MANAGER else 'officer'}@"
    held = Membership.objects.current().filter(organisation=organisation, role=role).select_related("user")
    people = [membership.user for membership in held.order_by("user__email")]
    return next((person for person in people if person.email.startswith(address)), people[0])


add_chapter("documents for service users", enter_documents)
