"""Enters what the county council of the demo says to the people whom it serves; its consent form is still a draft."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from consent.kinds import COMPLAINTS_PROCEDURE, CONSENT_FORM, PRIVACY_NOTICE, SUBJECT_ACCESS_GUIDE
from governance.days import add_months
from governance.demo.world import COUNCIL
from governance.kinds import Kind, PlainSection
from governance.models import Document, DocumentVersion
from governance.models.version import Grade
from governance.registry import add_chapter
from governance.services.documents import create_document
from governance.services.publication import publish
from governance.services.review import approve, submit
from organisations.models import Organisation, User


class Told(NamedTuple):
    """A document, in force since so many months, or a draft where it is none; whom it says to ask."""

    kind: Kind
    title: str
    months: int | None
    mailbox: str = "hello"
    telephone: str = "01632 960000"


DOCUMENTS = (
    Told(PRIVACY_NOTICE, "Privacy notice of Northshire County Council", 4),
    Told(SUBJECT_ACCESS_GUIDE, "How to ask to see your information", 4, "your.data", "01632 960110"),
    Told(
        COMPLAINTS_PROCEDURE, "Complaints about how we use your information", 4, "complaints", "01632 960130"
    ),
    Told(CONSENT_FORM, "Consent form of the carers’ support group", None),
)
PLACES = {
    "[full legal name of the organisation]": "the County Council of Northshire",
    "[postal address]": "County Hall, Market Place, Northshire NX1 1AA",
    "[number of the data protection officer]": "01632 960140",
    "[e-mail address of the data protection officer]": "dpo@northshire.example",
    "[name the Act and section]": "Care Act 2014, section 1, and Children Act 1989, section 17",
    "[link to the retention schedule]": "[our retention schedule](https://www.northshire.example/retention)",
    "[link to the form]": "[our complaints form](https://www.northshire.example/complain)",
    "[number of weeks]": "six",
    "[length of time]": "three years",
}


def enter_documents(bodies: Mapping[str, Organisation], today: date) -> int:
    """Enters what is not there yet, where the council is. Returns how many documents that were."""
    council = bodies.get(COUNCIL.code)
    if council is None:
        return 0
    new = [told for told in DOCUMENTS if not council.documents.filter(kind=told.kind.key).exists()]
    if new:
        officer, manager = _person("officer"), _person("manager")
        for told in new:
            _enter(told, council, officer, manager, today)
    return len(new)


def _enter(told: Told, council: Organisation, officer: User, manager: User, today: date) -> None:
    sections = None if told.months is None else _filled_in(told)
    document = create_document(council, kind=told.kind, title=told.title, by=officer, sections=sections)
    if told.months is None:
        return
    since = add_months(today.replace(day=1), -told.months)
    version = submit(_only(document), by=officer, change_summary="First edition.", grade=Grade.MATERIAL)
    version = approve(version, by=manager)
    publish(version, by=manager, effective_from=since, next_review_on=add_months(since, 12))


def _filled_in(told: Told) -> list[PlainSection]:
    contact = {"[number]": told.telephone, "[e-mail address]": f"{told.mailbox}@{COUNCIL.domain}"}
    sections = []
    for model in told.kind.sections:
        body = model.starting_text
        for place, words in {**PLACES, **contact}.items():
            body = body.replace(place, words)
        sections.append(PlainSection(model.key, model.heading, body))
    return sections


def _only(document: Document) -> DocumentVersion:
    return document.versions.select_related("document__organisation").get()


def _person(mailbox: str) -> User:
    return User.objects.get(email=f"{mailbox}@{COUNCIL.domain}")


add_chapter("documents for service users", enter_documents)
