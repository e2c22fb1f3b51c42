"""Whom the county council of invented Northshire asks to read its Code of Practice, and how far they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from audit import history
from audit.actors import Actor
from audit.acts import act, record
from governance import events
from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.demo.bodies import SEED
from governance.models import Document, ReadingRequest
from governance.registry import add_chapter
from governance.services.reading_requests import ask
from governance.services.readings import confirm, confirm_training, open_reading
from governance.services.training import add_training
from organisations.models import Organisation, User
from organisations.permissions import Role

DAYS = 14
EARLIER = timedelta(days=20)
COURSE = "Information governance, the yearly course"


def enter_readings(bodies: Mapping[str, Organisation], today: date) -> int:
    """Asks, unless somebody was asked; one person is late, one has confirmed, one has not looked yet."""
    council = bodies.get("NCC")
    documents = Document.objects.filter(organisation=council).of_kind(CODE_OF_PRACTICE.key)
    code = documents.in_force(today).first()
    if council is None or code is None or ReadingRequest.objects.about(code).exists():
        return 0
    people = {user.email.partition("@")[0]: user for user in User.objects.members_of(council)}
    officer, day = people["officer"], today + timedelta(days=DAYS)
    first = ask(code, by=officer, due_on=day, people=[people["leah.abbott"], people["owen.griffiths"]])
    as_if_asked_before(first, by=SEED)
    ask(
        code,
        by=officer,
        due_on=day,
        roles=[Role.PRACTITIONER, Role.MANAGER],
        note="New to most of us: how the council supports your decision, to share or not to share.",
    )
    version = code.versions.in_force(today).get()
    open_reading(version, by=people["leah.abbott"])
    for mailbox in ("owen.griffiths", "manager"):
        confirm(version, by=people[mailbox])
    course = add_training(council, by=officer, name=COURSE)
    ask(course, by=officer, due_on=today + timedelta(days=5), roles=[Role.PRACTITIONER])
    confirm_training(course, by=people["owen.griffiths"], done_on=today)
    return 2


@act
def as_if_asked_before(request: ReadingRequest, *, by: Actor) -> None:
    """Moves a request of the demo back, so that somebody is late: acts ask from the day on which they are done."""
    request.due_on -= EARLIER
    request.save(update_fields=["due_on"])
    rows = list(request.readings.all())
    for row in rows:
        row.given_on, row.due_on = row.given_on - EARLIER, request.due_on
    history.bulk_update(rows, ["given_on", "due_on"])
    record(
        events.READING_OFFERED,
        request.subject,
        by=by,
        audience=[request.organisation],
        facts={"people": 0, "carried": 0, "moved": len(rows)},
    )


add_chapter("requests to read", enter_readings)
