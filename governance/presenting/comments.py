"""Comments as the pages show them: threads by section, as far as the person may read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from governance.models import Comment, CommentThread, DocumentVersion, Section
from organisations.models import User
from organisations.permissions import Can, Person, can


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
    section: Section | None
    open: list[Talk] = field(default_factory=list)
    resolved: list[Talk] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.open)


def open_counts(version: DocumentVersion, person: Person) -> Counter[str]:
    """How many threads of each section are not resolved. One query."""
    seen = CommentThread.objects.visible_to(person).shown_on(version).unresolved()
    return Counter(seen.order_by().values_list("section_key", flat=True))


def talks_about(version: DocumentVersion, person: Person, key: str) -> list[Talk]:
    """The threads of one section, the oldest first. Two queries."""
    threads = CommentThread.objects.visible_to(person).shown_on(version).about(key)
    return _talks(version, threads.for_page())


def talks_on(version: DocumentVersion, person: Person) -> list[SectionTalks]:
    """All sections of a version in order, each with its threads, then those that it does not have any more. Two
    queries beside that of the sections."""
    found = {
        section.key: SectionTalks(section.key, section.heading, section) for section in version.sections.all()
    }
    threads = CommentThread.objects.visible_to(person).shown_on(version)
    for talk in _talks(version, threads.for_page()):
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


def summary(version: DocumentVersion, person: Person) -> Summary:
    return Summary(talks_on(version, person))


def may_comment(version: DocumentVersion, person: User) -> bool:
    """Whether the person may write, answer and resolve here now. No query for members."""
    return version.is_open and can(person, Can.COMMENT, version.document)


def _talks(version: DocumentVersion, threads: Iterable[CommentThread]) -> list[Talk]:
    talks = []
    for thread in threads:
        first, *rest = thread.comments.all()
        talks.append(Talk(thread, thread.version_id != version.pk, first, rest))
    return talks
