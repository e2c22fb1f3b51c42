"""Reviews of what is in force: 90, 30 and 7 days ahead, and monthly after, to whoever looks after the document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from governance.notices.people import keepers_of
from governance.notices.stages import review_stage


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    due = DocumentVersion.objects.review_due(on).filter(state=State.PUBLISHED, document__in=scope.documents)
    versions = list(due.select_related("document__organisation"))
    keepers = keepers_of((version.document.organisation_id for version in versions), on) if versions else None
    for version in versions:
        stage = review_stage(version.next_review_on, on) if version.next_review_on else None
        if stage is None or keepers is None or version.next_review_on is None:
            continue
        document = version.document
        words = {"title": version.title}
        text = (
            _("The review of %(title)s is overdue") if stage.is_overdue else _("Review %(title)s")
        ) % words
        for person in keepers.of(document):
            yield Notice(
                person,
                Topic.REVIEW,
                f"review:{version.pk}:{stage.key}",
                text,
                document.organisation.name,
                reverse("governance:reviews", args=[document.reference]),
                document.organisation_id,
                document.pk,
                due=version.next_review_on,
            )
