"""`can_read` and `visible_to` agree for every person and version of random worlds."""

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from governance.models import Document, DocumentVersion
from governance.permissions import can_read, can_see
from tests.governance.worlds import build, world


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(world)
def test_twins_agree_in_random_worlds(django_db_blocker, world):
    with time_machine.travel("2026-11-24T12:00:00+00:00", tick=True):
        start = transaction.savepoint()  # acts refuse to run inside an atomic block
        try:
            check(build(world))
        finally:
            transaction.savepoint_rollback(start)


def check(people):
    for person in people:
        seen = set(DocumentVersion.objects.visible_to(person).values_list("pk", flat=True))
        for version in DocumentVersion.objects.select_related("document__organisation"):
            assert (version.pk in seen) == can_read(person, version), (person, version, version.state)
        listed = set(Document.objects.visible_to(person).values_list("pk", flat=True))
        for document in Document.objects.select_related("organisation"):
            assert (document.pk in listed) == can_see(person, document)
