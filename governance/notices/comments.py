"""Comments that wait for an answer: of those who wrote in the thread, the author of the draft, the document's owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import CommentThread
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from organisations.models import User


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    """One query, and one more for each person who may be waited for."""
    del on  # a comment has no day
    for person in _perhaps(scope):
        threads = CommentThread.objects.waiting_for(person).filter(document__in=scope.documents)
        for thread in threads:
            found = vars(thread)
            where = [thread.document.reference, f"{found['major']}.{found['minor']}", thread.section_key]
            yield Notice(
                person.pk,
                Topic.COMMENT,
                f"comment:{thread.pk}:{found['last_at'].isoformat()}",
                _("Answer the comment on “%(heading)s”") % {"heading": thread.heading},
                _("%(who)s wrote it. %(title)s") % {"who": found["last_name"], "title": found["title"]},
                f"{reverse('governance:section-comments', args=where)}#thread-{thread.pk}",
                thread.document.organisation_id,
                thread.document_id,
            )


def _perhaps(scope: Scope) -> list[User]:
    open_ones = CommentThread.objects.unresolved().filter(document__in=scope.documents)
    people: set[UUID | None] = set()
    columns = ("document__owner", "comments__author", "document__versions__author")
    for row in open_ones.values_list(*columns).distinct():
        people.update(row)
    wanted = Q(pk__in=[key for key in people if key is not None])
    return list(User.objects.active().filter(wanted).order_by("pk")) if people else []
