"""What people of the parties are told of an agreement in force: paused, going on, ended, left, or changed unsigned."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.lifecycle import State
from governance.models import Document, DocumentVersion, Participant
from governance.models.document import Part
from governance.models.notification import Topic
from governance.models.version import Grade
from governance.notices import sources
from governance.notices.notice import Notice, Scope
from organisations.models import Membership
from organisations.permissions import Can, roles_with
from organisations.roles import Role
from protocols.kinds import KINDS
from protocols.models import Statement
from protocols.statements import Kind

TOLD_FOR = timedelta(days=30)  # what goes on, such as a suspension, is told as long as it does
TOLD = (Kind.SUSPENSION, Kind.LIFTING, Kind.LEAVING, Kind.TERMINATION)


@dataclass(frozen=True)
class News:
    """`by`: who did it, and is not told."""

    key: str
    document: Document
    text: str
    why: str
    by: UUID | None


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """Two queries; two more where there is something to tell."""
    news = [*_stated(scope), *_changed(scope)]
    if not news:
        return
    people = _people({each.document.pk for each in news}, on)
    for each in news:
        document = each.document
        for person in people.get(document.pk, ()):
            if person != each.by:
                yield Notice(
                    person,
                    Topic.AGREEMENT,
                    each.key,
                    each.text,
                    each.why,
                    document.get_absolute_url(),
                    document.organisation_id,
                    document.pk,
                )


def _stated(scope: Scope) -> Iterator[News]:
    found = Statement.objects.filter(version__document__in=scope.documents, kind__in=TOLD).that_count()
    lasting = set(found.not_lifted().values_list("pk", flat=True))
    since = timezone.now() - TOLD_FOR
    for said in found.select_related("version__document", "organisation", "concerns").in_order():
        is_over = said.kind == Kind.SUSPENSION and said.pk not in lasting
        if not is_over and (said.at >= since or said.pk in lasting):
            why = " ".join([_("Case by case, people decide as before."), said.reason]).strip()
            yield News(f"life:{said.pk}", said.version.document, _words(said), why, said.person_id)


def _words(said: Statement) -> str:
    words = {
        "title": said.version.title,
        "body": (said.concerns or said.organisation).name,
        "day": date_format(said.effective_on, "j F Y"),
    }
    match said.kind:
        case Kind.SUSPENSION if said.concerns_id:
            return _("%(title)s is suspended for %(body)s from %(day)s") % words
        case Kind.SUSPENSION:
            return _("%(title)s is suspended from %(day)s") % words
        case Kind.LIFTING:
            return _("%(title)s goes on: the suspension is lifted") % words
        case Kind.LEAVING:
            return _("%(body)s leaves %(title)s on %(day)s") % words
    return _("%(title)s is terminated: it ends before %(day)s") % words


def _changed(scope: Scope) -> Iterator[News]:
    """Versions that take effect without new signatures: the parties signed the text before."""
    found = DocumentVersion.objects.filter(
        document__in=scope.documents,
        document__kind__in=KINDS,
        state=State.PUBLISHED,
        published_at__gte=timezone.now() - TOLD_FOR,
        recorded_as="",
        based_on__isnull=False,
    )
    for version in found.exclude(grade=Grade.MATERIAL).select_related("document"):
        words = {"title": version.title, "number": version.number}
        yield News(
            f"unsigned:{version.pk}",
            version.document,
            _("%(title)s was changed without new signatures: version %(number)s") % words,
            _("Read what changed. If you do not agree, tell who leads it."),
            version.published_by_id,
        )


def _people(documents: Collection[UUID], on: date) -> Mapping[UUID, set[UUID]]:
    """By agreement those who sign for its parties, and their information officers."""
    parties = Participant.objects.filter(document__in=documents, standing=Part.PARTY)
    bodies: dict[UUID, set[UUID]] = {key: set() for key in documents}
    for document, body in parties.values_list("document", "organisation"):
        bodies[document].add(body)
    for document, lead in Document.objects.filter(pk__in=documents).values_list("pk", "organisation"):
        bodies[document].add(lead)
    roles = {Role.INFORMATION_OFFICER, *roles_with(Can.SIGN)}
    every = set().union(*bodies.values())
    members: dict[UUID, set[UUID]] = {}
    rows = Membership.objects.current(on).filter(organisation__in=every, role__in=roles)
    for body, person in rows.values_list("organisation", "user"):
        members.setdefault(body, set()).add(person)
    return {
        document: {person for body in theirs for person in members.get(body, ())}
        for document, theirs in bodies.items()
    }


sources.add(notices)
