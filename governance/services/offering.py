"""Brings readings in step with what is asked: who joined, what was published, what was asked or withdrawn.

One function for all of these, so that a person is asked of the same things whatever came first. A reading that there
is stays: who leaves is merely not asked any more (`governance.models.reading.still_asked`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, overload
from uuid import UUID

from django.utils import timezone

from audit import history
from audit.actors import job
from audit.acts import act, record
from governance import events
from governance.models import Document, DocumentVersion, Reading, ReadingRequest, TrainingItem
from governance.models.version import Grade
from governance.services.locking import lock_document
from organisations.models import Membership, TeamMember
from organisations.permissions import Can, require

if TYPE_CHECKING:
    from audit.actors import HasActor

Subject = Document | TrainingItem


@dataclass(frozen=True)
class Offered:
    """How many people were asked anew, and for how many an earlier confirmation holds."""

    asked: int = 0
    carried: int = 0


@act
def offer(subject: Subject, *, by: HasActor) -> Offered:
    """Asks those who are to read it and were not asked yet: after a publication, or after people have joined.

    Nothing happens, and nothing is recorded, where everybody was asked. Done by whoever publishes, or by a job."""
    subject = lock_subject(subject)
    require(by, Can.PUBLISH, subject.organisation)
    offered, moved = bring_in_step(subject)
    if offered != Offered() or moved:
        record(
            events.READING_OFFERED,
            subject,
            by=by,
            audience=[subject.organisation],
            facts={
                **version_fact(subject),
                "people": offered.asked,
                "carried": offered.carried,
                "moved": moved,
            },
        )
    return offered


def mend(subject: Subject) -> Offered:
    """What the hourly job does, for one who comes before it: within an act of somebody who has no right to ask."""
    return offer(subject, by=job("ask_readers"))


def with_requests() -> Iterator[Subject]:
    """All that people are asked to read or to do."""
    asking = ReadingRequest.objects.open()
    yield from Document.objects.filter(pk__in=asking.values("document")).order_by("pk")
    yield from TrainingItem.objects.current().filter(pk__in=asking.values("training")).order_by("pk")


@overload
def lock_subject(subject: Document) -> Document: ...
@overload
def lock_subject(subject: TrainingItem) -> TrainingItem: ...
def lock_subject(subject: Subject) -> Subject:
    """Locked and read again, with its organisation."""
    if isinstance(subject, Document):
        return lock_document(subject)
    rows = TrainingItem.objects.select_for_update(of=("self",)).select_related("organisation")
    return rows.get(pk=subject.pk)


def version_fact(subject: Subject) -> dict[str, str]:
    """Which version an event is about; nothing for a training item, or where nothing is in force."""
    version = version_of(subject)
    return {"version": version.number} if version else {}


def version_of(subject: Subject) -> DocumentVersion | None:
    """What is in force of a document today."""
    if isinstance(subject, TrainingItem):
        return None
    return subject.versions.in_force(timezone.localdate()).first()


def bring_in_step(subject: Subject) -> tuple[Offered, int]:
    """Within an act that has locked the subject: adds the readings that are missing, and puts right until when the
    unconfirmed ones are due. Returns what was added, and for how many the day or the request changed."""
    requests = list(ReadingRequest.objects.open().about(subject).prefetch_related("addressees"))
    version, today = version_of(subject), timezone.localdate()
    over = version is None if isinstance(subject, Document) else subject.has_ended
    if not requests or over:
        return Offered(), 0
    asked = asked_of(requests, today)
    rows = Reading.objects.about(subject).current(today).filter(user__in=asked)
    there = {row.user_id: row for row in rows.select_for_update(of=("self",))}
    new = _new(subject, version, {key: asked[key] for key in asked if key not in there})
    history.bulk_create(Reading, new)
    moved = [row for key, row in there.items() if _is_open(row) and _aim(row, asked[key])]
    history.bulk_update(moved, ["request", "due_on"])
    carried = sum(row.carried_id is not None for row in new)
    return Offered(len(new) - carried, carried), len(moved)


def asked_of(requests: Iterable[ReadingRequest], on: date) -> dict[UUID, list[ReadingRequest]]:
    """Who is asked on a day by requests about one thing, and by which of them. Two queries.

    Twin of `governance.models.reading.still_asked`: keep them in step."""
    requests = list(requests)
    organisation = requests[0].organisation_id
    roles: dict[UUID, set[str]] = {}
    members = Membership.objects.current(on).filter(organisation=organisation, user__is_active=True)
    for user, role in members.values_list("user_id", "role"):
        roles.setdefault(user, set()).add(role)
    teams: dict[UUID, set[UUID]] = {}
    named = {each.team_id for request in requests for each in request.addressees.all() if each.team_id}
    for user, team in TeamMember.objects.filter(team__in=named).values_list("user_id", "team_id"):
        teams.setdefault(user, set()).add(team)
    asked: dict[UUID, list[ReadingRequest]] = {}
    for request in requests:
        for user in roles:
            if _is_addressed(request, user, roles[user], teams.get(user, set())):
                asked.setdefault(user, []).append(request)
    return asked


def _is_addressed(request: ReadingRequest, user: UUID, roles: set[str], teams: set[UUID]) -> bool:
    return any(
        each.role in roles or each.team_id in teams or each.person_id == user
        for each in request.addressees.all()
    )


def _is_open(row: Reading) -> bool:
    return row.confirmed_at is None and row.carried_id is None


def _aim(row: Reading, requests: Sequence[ReadingRequest]) -> bool:
    """Sets the request that is due first, and its day; whether that changed anything."""
    first = min(requests, key=lambda request: (request.due_after(row.given_on), request.asked_at))
    before = (row.request_id, row.due_on)
    row.request, row.due_on = first, first.due_after(row.given_on)
    return before != (row.request_id, row.due_on)


def _new(
    subject: Subject, version: DocumentVersion | None, asked: Mapping[UUID, Sequence[ReadingRequest]]
) -> list[Reading]:
    """The readings that these people lack; what they confirmed holds until a material change."""
    now, today = timezone.now(), timezone.localdate()
    before = _earlier(version, asked) if version is not None else {}
    new = []
    for user, requests in asked.items():
        earlier = before.get(user)
        row = Reading(
            organisation_id=subject.organisation_id,
            user_id=user,
            document=subject if isinstance(subject, Document) else None,
            version=version,
            training=subject if isinstance(subject, TrainingItem) else None,
            offered_at=now,
            given_on=earlier.given_on if earlier else today,
            carried=earlier.held_by if earlier else None,
        )
        _aim(row, requests)
        new.append(row)
    return new


def _earlier(version: DocumentVersion, people: Iterable[UUID]) -> dict[UUID, Reading]:
    """For each of these people the last reading of a version that differs from this one in nothing material."""
    order = same_matter(version)
    found = Reading.objects.filter(version__in=order, user__in=list(people)).select_related("carried")
    rows = sorted(found, key=lambda row: (row.held_by is not None, _place(row, order)))
    return {row.user_id: row for row in rows}


def _place(row: Reading, order: Sequence[UUID]) -> int:
    return order.index(row.version_id) if row.version_id in order else -1


def same_matter(version: DocumentVersion) -> list[UUID]:
    """Keys of the versions before this one, since the last material change: what was confirmed of them holds.

    Also of those that were withdrawn: what came after may build on them. The first version counts as material."""
    before = version.document.versions.published_range().filter(language=version.language)
    rows = before.order_by("effective_from", "major", "minor").values_list("pk", "grade")
    found: list[UUID] = []
    for key, grade in rows:
        if grade == Grade.MATERIAL:
            found = []
        if key == version.pk:
            return found
        found.append(key)
    return found
