"""What people are asked to read or to do: when they are asked, before the last day, and weekly after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from governance.models import Reading
from governance.models.notification import Topic
from governance.notices.notice import Notice, Scope
from governance.notices.stages import deadline_stage


def notices(scope: Scope, on: date) -> Iterator[Notice]:
    about = Q(document__in=scope.documents) | Q(training__in=scope.trainings)
    asked = Reading.objects.outstanding(on).filter(about)
    if scope.people is not None:
        asked = asked.filter(user__in=scope.people)
    for reading in asked.select_related("version", "document", "training", "organisation").iterator():
        stage = deadline_stage(reading.due_on, on)
        if reading.document is not None and reading.version is not None:
            text = _("Read %(title)s, and confirm it") % {"title": reading.version.title}
            href = reverse("governance:document", args=[reading.document.reference])
        else:
            text = _("Do the training: %(name)s") % {"name": reading.training}
            href = reverse("governance:training-done", args=[reading.training_id])
        yield Notice(
            reading.user_id,
            Topic.READING,
            f"reading:{reading.pk}:{stage.key}",
            text,
            reading.organisation.name,
            href,
            reading.organisation_id,
            reading.document_id,
            reading.training_id,
            reading.due_on,
        )
