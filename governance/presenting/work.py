"""What waits for a person: the four lists of "Your work"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import Event
from governance import events, reading, registry
from governance.lifecycle import State
from governance.models import ApprovalSeat, CommentThread, DocumentVersion, Reading
from governance.presenting.approval import waited_for
from governance.presenting.matrix import Matrix, Piece, matrix_of
from governance.presenting.steps import next_step
from governance.presenting.templates import news_for
from organisations.models import Organisation, User
from organisations.permissions import Can, Person, rights_anywhere, rights_in

SHOWN = 10  # of one list; the rest is behind a link
READ = 200  # versions looked at for the lists of one person


@dataclass(frozen=True)
class Item:
    """One line: what to do with what, a soft second line, and the version whose standing or review is shown."""

    text: str
    href: str
    why: str
    version: DocumentVersion | None = None
    overdue: int | None = None
    due_in: int | None = None
    start: str = ""
    remind: str = ""
    reminded: str = ""


@dataclass(frozen=True)
class WorkList:
    key: str
    title: str
    items: Sequence[Item]
    nothing: str
    more: str = ""

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def shown(self) -> Sequence[Item]:
        return self.items[:SHOWN]

    @property
    def has_more(self) -> bool:
        return len(self.items) > SHOWN


@dataclass(frozen=True)
class Work:
    mine: WorkList
    comments: WorkList
    reviews: WorkList
    others: WorkList
    gaps: WorkList
    matrix: Matrix
    may_start: bool

    @property
    def lists(self) -> list[WorkList]:
        return [self.mine, self.comments, self.reviews, self.others, self.gaps]

    @property
    def first_rows(self) -> Matrix:
        return Matrix(self.matrix.rows[:SHOWN])

    @property
    def has_more_rows(self) -> bool:
        return len(self.matrix.rows) > SHOWN

    @property
    def overdue(self) -> int:
        return sum(item.overdue is not None for item in self.reviews.items)

    @property
    def sentence(self) -> str:
        """Such as “3 things wait for you, 2 reviews are overdue.”"""
        number = self.mine.count + self.comments.count
        waiting = ngettext("%(number)d thing waits for you", "%(number)d things wait for you", number)
        waiting = waiting % {"number": number} if number else _("Nothing waits for you")
        if not self.overdue:
            return _("%(waiting)s, no review is overdue.") % {"waiting": waiting}
        late = ngettext("%(number)d review is overdue", "%(number)d reviews are overdue", self.overdue)
        return f"{waiting}, {late % {'number': self.overdue}}."


def may_work(person: Person) -> bool:
    """Whether the person writes or approves anywhere by role. No query beside that of the rights."""
    return bool(rights_anywhere(person) & {Can.DRAFT, Can.APPROVE, Can.PUBLISH})


def work_of(person: Person, on: date | None = None, *, whole: bool = True) -> Work:
    """Eight queries, however much there is; three without the comments, the gaps and the news of templates; one more
    for whoever signs agreements."""
    today = on or timezone.localdate()
    versions, due = reading.at_work_and_due(person, today, READ)
    sent_back, reminders = _told(versions)
    rounds = _rounds(version for version in versions if version.state == State.IN_REVIEW)
    mine = _errands(person, today)
    others: list[Item] = []
    for version in versions:
        rights = rights_in(person, version.organisation)
        if getattr(version, "lent", False):
            rights |= {Can.APPROVE}
        seats = rounds.get(version.pk, [])
        whom = waited_for(seats)
        is_asked = bool(getattr(version, "is_asked", False))
        step = next_step(version, person, rights, is_asked=is_asked, whom=whom)
        why = _story(version, sent_back.get(version.pk))
        if step.is_mine:
            text = _("%(verb)s: %(title)s") % {"verb": step.verb, "title": version.title}
            mine.append(Item(text, step.href, why, version, *_due(seats, today)))
        elif _is_consulted(version, rights):
            text = _("Read and comment: %(title)s") % {"title": version.title}
            mine.append(Item(text, step.href, why, version))
        else:
            text = _("%(title)s, version %(number)s") % {"title": version.title, "number": version.number}
            why = _("%(why)s. Waits for %(whom)s") % {"why": why.rstrip("."), "whom": whom} if whom else why
            remind, reminded = _remind(version, rights, reminders.get(version.pk), today)
            others.append(
                Item(text, step.href, why, version, *_due(seats, today), remind=remind, reminded=reminded)
            )
    if whole:
        mine += _readings(person, today)
        mine += [Item(news.text, news.href, news.why) for news in news_for(person)]
    reviews = [_review(version, today) for version in due]
    matrix = matrix_of(person, {}, today) if whole else Matrix([])
    gaps = _gaps(person, matrix)
    comments = _comments(person) if whole and isinstance(person, User) else []
    documents = reverse("governance:documents")
    missing = f"{reverse('governance:matrix')}?gaps=yes"
    return Work(
        WorkList("waiting", _("Waiting for you"), mine, _("Nothing waits for you."), documents),
        WorkList(
            "comments", _("Comments waiting for you"), comments, _("No comment waits for you."), documents
        ),
        WorkList("reviews", _("Due for review"), reviews, _("No review is due."), f"{documents}?review=due"),
        WorkList("others", _("Waiting for others"), others, _("Nothing waits for others."), documents),
        WorkList("gaps", _("Gaps"), gaps, _("Nothing is missing."), missing),
        matrix,
        may_start=Can.DRAFT in rights_anywhere(person),
    )


def _is_consulted(version: DocumentVersion, rights: Collection[Can]) -> bool:
    """Whether somebody from outside is asked for comments on a draft, and has made none yet."""
    is_guest = Can.READ_DRAFTS not in rights and Can.APPROVE not in rights
    return version.state == State.DRAFT and is_guest and bool(getattr(version, "is_consulted", False))


def _errands(person: Person, today: date) -> list[Item]:
    """What upper apps know to wait for the person, such as a signature."""
    if not isinstance(person, User):
        return []
    found = [errand for waiting in registry.waiting() for errand in waiting(person, today)]
    return [
        Item(errand.text, errand.href, errand.why, None, *_days(errand.due_on, today)) for errand in found
    ]


def _remind(
    version: DocumentVersion, rights: Collection[Can], last: Event | None, today: date
) -> tuple[str, str]:
    """Where the person can remind those whom the version waits for, once a day; and when somebody did. No query."""
    if version.state not in (State.DRAFT, State.IN_REVIEW) or Can.SUBMIT not in rights:
        return "", ""
    if last is None or last.at < (version.submitted_at or version.created_at):
        return address_to_remind(version), ""
    said = _("Reminder sent %(ago)s") % {"ago": ago(last.at)}
    return ("" if timezone.localdate(last.at) >= today else address_to_remind(version)), said


def address_to_remind(version: DocumentVersion) -> str:
    return reverse("governance:approval-remind", args=[version.document.reference, version.number])


def _rounds(versions: Iterable[DocumentVersion]) -> Mapping[UUID, list[ApprovalSeat]]:
    """The seats that wait for an approval, by version. One query."""
    keys = [version.pk for version in versions]
    found: dict[UUID, list[ApprovalSeat]] = {}
    for seat in ApprovalSeat.objects.waiting().of_versions(keys) if keys else ():
        found.setdefault(seat.step.round.version_id, []).append(seat)
    return found


def _due(seats: Sequence[ApprovalSeat], today: date) -> tuple[int | None, int | None]:
    """By how many days the approval is overdue, or in how many it is due; neither where no day was set."""
    return _days(seats[0].step.round.due_on if seats else None, today)


def _days(day: date | None, today: date) -> tuple[int | None, int | None]:
    """By how many days a day has passed, or in how many it comes."""
    if day is None:
        return None, None
    days = (day - today).days
    return (-days, None) if days < 0 else (None, days)


def _told(versions: Sequence[DocumentVersion]) -> tuple[Mapping[UUID, Event], Mapping[UUID, Event]]:
    """The last act on each draft that brought it back from review, if it did; the last reminder of each. One query."""
    keys = [version.pk for version in versions if version.state in (State.DRAFT, State.IN_REVIEW)]
    moves = (events.VERSION_SENT_BACK, events.VERSION_RECALLED, events.VERSION_SUBMITTED)
    verbs = [verb.name for verb in (*moves, events.VERSION_REMINDED)]
    found = Event.objects.for_targets(DocumentVersion, keys).filter(verb__in=verbs).in_order() if keys else []
    last: dict[UUID, Event] = {}
    reminders: dict[UUID, Event] = {}
    for event in found:
        to = reminders if event.verb == events.VERSION_REMINDED.name else last
        to[UUID(event.target_id)] = event
    sent_back = {key: event for key, event in last.items() if event.verb == events.VERSION_SENT_BACK.name}
    return sent_back, reminders


def _story(version: DocumentVersion, sent_back: Event | None) -> str:
    organisation = version.organisation.name
    if sent_back is not None:
        words = {"who": sent_back.actor_label, "ago": ago(sent_back.at)}
        return _("%(who)s asked for changes %(ago)s") % words
    if version.state == State.APPROVED and version.approved_at:
        words = {
            "who": str(version.approved_by),
            "ago": ago(version.approved_at),
            "organisation": organisation,
        }
        return _("%(who)s approved it %(ago)s. %(organisation)s") % words
    if version.state == State.IN_REVIEW and version.submitted_at:
        words = {
            "who": str(version.submitted_by),
            "ago": ago(version.submitted_at),
            "organisation": organisation,
        }
        return _("%(who)s sent it %(ago)s. %(organisation)s") % words
    words = {"who": version.author_name, "ago": ago(version.created_at), "organisation": organisation}
    return _("%(who)s began it %(ago)s. %(organisation)s") % words


def ago(moment: datetime) -> str:
    """In words, by whole days."""
    days = (timezone.localdate() - timezone.localdate(moment)).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def _comments(person: User) -> list[Item]:
    """Threads that wait for an answer of this person. One query."""
    threads = CommentThread.objects.waiting_for(person)[:READ]
    return [_comment(thread) for thread in threads]


def _comment(thread: Any) -> Item:  # Any: with what the query adds to it
    where = [thread.document.reference, f"{thread.major}.{thread.minor}", thread.section_key]
    href = f"{reverse('governance:section-comments', args=where)}#thread-{thread.pk}"
    words = {"who": thread.last_name, "ago": ago(thread.last_at), "title": thread.title}
    return Item(thread.heading, href, _("%(who)s wrote %(ago)s. %(title)s") % words)


def _readings(person: Person, today: date) -> list[Item]:
    """What the person is asked to read or to do. One query."""
    asked = Reading.objects.outstanding(today).of(person).for_list().order_by("due_on", "pk")[:READ]
    return [_reading(row, today) for row in asked]


def _reading(row: Reading, today: date) -> Item:
    text, href = _("Read: %(title)s") % {"title": row.version.title if row.version else row.training}, ""
    if row.document is not None:
        href = reverse("governance:document", args=[row.document.reference])
    else:
        text = _("Do: %(name)s") % {"name": row.training}
        href = reverse("governance:training-done", args=[row.training_id])
    return Item(text, href, row.organisation.name, None, *_days(row.due_on, today))


def _review(version: DocumentVersion, today: date) -> Item:
    found = version.review(today)
    day = date_format(version.next_review_on, "j F Y") if version.next_review_on else ""
    words = {"day": day, "organisation": version.organisation.name}
    overdue = found.days_over if found and found.is_overdue else None
    why = (
        _("Was due %(day)s. Still in force. %(organisation)s")
        if overdue
        else _("Due %(day)s. %(organisation)s")
    )
    due_in = found.days if found and not found.is_overdue else None
    return Item(version.title, version.document.get_absolute_url(), why % words, version, overdue, due_in)


def _gaps(person: Person, matrix: Matrix) -> list[Item]:
    """Kinds of document that an organisation, whose drafts the person may read, has none of in force. No query."""
    pieces = [(row.body, row.pieces) for row in matrix.rows[:READ]]
    return [
        _gap(person, body, own[kind.key])
        for body, own in pieces
        for kind in registry.policy_kinds()
        if kind.key in own and not own[kind.key].in_force
    ]


def _gap(person: Person, body: Organisation, piece: Piece) -> Item:
    text = _("%(organisation)s has no %(kind)s in force") % {
        "organisation": body.name,
        "kind": piece.kind.label,
    }
    version = piece.to_come
    if version is not None:
        why = (
            _("Version %(number)s is being worked on")
            if version.is_open
            else _("Version %(number)s takes effect later")
        )
        return Item(text, piece.href, why % {"number": version.number}, version)
    if Can.DRAFT not in rights_in(person, body):
        why = _("An information officer of the organisation can start one")
        return Item(text, reverse("organisations:organisation", args=[body.code]), why)
    return Item(text, piece.start, _("Our starting text makes a first draft in a minute"), start=piece.start)
