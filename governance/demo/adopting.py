"""Brings a document of the demo from its kind's starting texts into force, by the acts of those whose task it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format

from governance.days import add_months
from governance.kinds import Kind
from governance.lifecycle import State
from governance.models import Document, DocumentVersion
from governance.models.version import Grade
from governance.services.documents import create_document
from governance.services.publication import publish
from governance.services.review import approve, submit
from governance.services.sections import save_section
from organisations.models import Organisation, User


@dataclass(frozen=True)
class Adopted:
    """What is adopted and how: `places` are the words for places to fill in, `months` how long it has been in force."""

    kind: Kind
    title: str
    officer: str
    approver: str
    owner_role: str
    summary: str
    meeting: str
    minute: int
    months: int
    places: Mapping[str, str] = field(default_factory=dict)


def adopt(
    told: Adopted,
    organisation: Organisation,
    today: date,
    before_review: Callable[[DocumentVersion, User, date], object] | None = None,
) -> bool:
    """Enters what is not there yet, also where a run was broken off. Returns whether there was anything to do."""
    officer, approver = (User.objects.get(email=address) for address in (told.officer, told.approver))
    day = add_months(today.replace(day=1), -told.months)
    document = Document.objects.filter(organisation=organisation, kind=told.kind.key).first()
    if document is None:
        document = create_document(
            organisation,
            kind=told.kind,
            title=told.title,
            by=officer,
            owner=officer,
            owner_role=told.owner_role,
        )
    version = document.versions.numbered("1.0").select_related("document__organisation").get()
    if version.state not in (State.DRAFT, State.IN_REVIEW, State.APPROVED):
        return False
    held = _a_tuesday_before(day)
    if version.state == State.DRAFT:
        _fill(version, officer, told.places)
        if before_review is not None:
            before_review(version, officer, held)
        version = submit(version, by=officer, change_summary=told.summary, grade=Grade.MATERIAL)
    if version.state == State.IN_REVIEW:
        forum = f"{told.meeting}, {date_format(held, 'j F Y')}, minute {told.minute}"
        version = approve(version, by=approver, forum=forum)
    publish(version, by=approver, effective_from=day, next_review_on=add_months(day, 12))
    return True


def _a_tuesday_before(day: date) -> date:
    before = day - timedelta(days=14)
    return before - timedelta(days=(before.weekday() - 1) % 7)


def _fill(version: DocumentVersion, officer: User, places: Mapping[str, str]) -> None:
    for section in version.sections.order_by("position"):
        body = section.body
        for place, words in places.items():
            body = body.replace(place, words)
        if body != section.body:
            save_section(section, by=officer, body=body, base=section.lock)
