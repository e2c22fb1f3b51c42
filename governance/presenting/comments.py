"""Comments as the pages show them: threads by section, as far as the person may read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from governance.kinds import SectionText
from governance.models import Comment, CommentThread, DocumentVersion
from organisations.models import User
from organisations.permissions import Can, Person, can

if TYPE_CHECKING:
    from uuid import UUID

    from governance.models.comment import CommentThreadQuerySet


@dataclass
class Talk:
    """A thread on the page of a version. `comments` are all but the first, which is `opening`."""

    thread: CommentThread
    is_carried: bool
    opening: Comment
    comments: Sequence[Comment]

    @property
    def all(self) -> list[Comment]:
        return [self.opening, *self.comments]


@dataclass
class SectionTalks:
    """The threads of one section; `section` is None where the version does not have it any more."""

    key: str
    heading: str
    section: SectionText | None
    open: list[Talk] = field(default_factory=list)
    resolved: list[Talk] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.open)


def open_threads(version: DocumentVersion, person: Person) -> CommentThreadQuerySet:
    """Those that are not resolved."""
    return CommentThread.objects.visible_to(person).shown_on(version).unresolved()


def talks_about(version: DocumentVersion, person: Person, key: str) -> list[Talk]:
    """The threads of one section, the oldest first. One query."""
    threads = CommentThread.objects.visible_to(person).shown_on(version).about(key)
    return _talks(version, threads)


def talks_on(
    version: DocumentVersion, person: Person, sections: Iterable[SectionText] | None = None
) -> list[SectionTalks]:
    """All sections of a version in order, each with its threads, then those that it does not have any more. One query
    beside that of the sections, which is not asked where they are given, as a frozen text has them."""
    here = version.sections.all() if sections is None else sections
    found = {section.key: SectionTalks(section.key, section.heading, section) for section in here}
    threads = CommentThread.objects.visible_to(person).shown_on(version)
    for talk in _talks(version, threads):
        key = talk.thread.section_key
        place = found.setdefault(key, SectionTalks(key, talk.thread.heading, None))
        (place.resolved if talk.thread.is_resolved else place.open).append(talk)
    return list(found.values())


@dataclass(frozen=True)
class Summary:
    """All comments on a version, and how many are open."""

    places: Sequence[SectionTalks]

    @property
    def open(self) -> int:
        return sum(place.count for place in self.places)

    @property
    def spoken(self) -> list[SectionTalks]:
        """Sections about which something was said."""
        return [place for place in self.places if place.open or place.resolved]

    @property
    def silent(self) -> list[SectionTalks]:
        return [place for place in self.places if not (place.open or place.resolved)]


def summary(
    version: DocumentVersion, person: Person, sections: Iterable[SectionText] | None = None
) -> Summary:
    return Summary(talks_on(version, person, sections))


def may_comment(version: DocumentVersion, person: User) -> bool:
    """Whether the person may write, answer and resolve here now. No query for members."""
    return version.is_open and can(person, Can.COMMENT, version.document)


def _talks(version: DocumentVersion, threads: CommentThreadQuerySet) -> list[Talk]:
    by_thread: dict[UUID, list[Comment]] = {}
    for comment in Comment.objects.of_threads(threads):
        by_thread.setdefault(comment.thread_id, []).append(comment)
    talks = []
    for first, *rest in by_thread.values():
        talks.append(Talk(first.thread, first.thread.version_id != version.pk, first, rest))
    return talks
