"""`can_read` and `visible_to` agree for every person and version of random worlds."""

import pytest
import time_machine

from governance.models import Document, DocumentVersion
from governance.permissions import can_read, can_see
from tests.governance.worlds import build, check_in_worlds
from tests.once import rolled_back


@pytest.mark.django_db
@pytest.mark.parametrize("count", [25, pytest.param(200, marks=pytest.mark.long)])
def test_twins_agree_in_random_worlds(count):
    check_in_worlds(count, twins_agree)


def twins_agree(world):
    with time_machine.travel("2026-11-24T12:00:00+00:00", tick=True), rolled_back():
        check(build(world))


def check(people):
    for person in people:
        seen = set(DocumentVersion.objects.visible_to(person).values_list("pk", flat=True))
        for version in DocumentVersion.objects.select_related("document__organisation"):
            assert (version.pk in seen) == can_read(person, version), (person, version, version.state)
        listed = set(Document.objects.visible_to(person).values_list("pk", flat=True))
        for document in Document.objects.select_related("organisation"):
            assert (document.pk in listed) == can_see(person, document)
