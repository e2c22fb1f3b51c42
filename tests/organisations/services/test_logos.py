from __future__ import annotations

import hashlib

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from organisations.models import Logo
from organisations.services.logos import remove_logo, set_logo
from tests.factories.pictures import make_picture

TEAL, RED = make_picture(colour="teal"), make_picture(colour="red")


def told(organisation):
    events = Event.objects.for_target(organisation).filter(verb__startswith="logo.").in_order()
    return [(event.verb, event.facts) for event in events]


def set_by(people, data=TEAL):
    return set_logo(people.organisation, by=people.administrator, data=data)


def test_a_logo_is_added_replaced_and_removed_and_the_log_tells(people):
    first = set_by(people).logo_id
    second = set_by(people, RED).logo_id
    removed = remove_logo(people.organisation, by=people.administrator)

    assert removed.logo_id is None
    size = {"width": 40, "height": 20}
    assert told(people.organisation) == [
        ("logo.added", {"sha256": first, "before": "", **size}),
        ("logo.replaced", {"sha256": second, "before": first, **size}),
        ("logo.removed", {"before": second}),
    ]
    assert set(Logo.objects.values_list("pk", flat=True)) == {first, second}


def test_a_logo_is_kept_under_the_hash_of_its_bytes(people):
    logo = set_by(people).logo

    assert logo.pk == hashlib.sha256(bytes(Logo.objects.get().data)).hexdigest()
    assert bytes(logo.data).startswith(b"\x89PNG")
    assert bytes(logo.data) != TEAL


def test_the_same_picture_again_changes_nothing(people):
    set_by(people)
    before = Event.objects.count()

    set_by(people)

    assert Event.objects.count() == before


def test_two_organisations_may_have_the_same_picture(people):
    from organisations.permissions import Role
    from tests.factories.organisations import make_member

    make_member(people.administrator, people.other, Role.ADMINISTRATOR)
    set_by(people)

    set_logo(people.other, by=people.administrator, data=TEAL)

    assert Logo.objects.count() == 1
    assert people.other.__class__.objects.get(pk=people.other.pk).logo == Logo.objects.get()


@pytest.mark.parametrize("name", ["officer", "approver", "manager", "practitioner", "auditor", "stranger"])
def test_logos_need_an_administrator(people, name):
    set_by(people)
    person = getattr(people, name)

    with pytest.raises(PermissionDenied):
        set_logo(people.organisation, by=person, data=RED)
    with pytest.raises(PermissionDenied):
        remove_logo(people.organisation, by=person)

    people.organisation.refresh_from_db()
    assert people.organisation.logo == Logo.objects.get()


def test_a_refused_picture_leaves_the_logo_as_it_is(people):
    kept = set_by(people).logo_id

    with pytest.raises(ValidationError) as refusal:
        set_by(people, b"GIF89a")

    people.organisation.refresh_from_db()
    assert list(refusal.value.error_dict) == ["picture"]
    assert people.organisation.logo_id == kept


def test_no_logo_cannot_be_removed(people):
    with pytest.raises(ValidationError, match="There is no logo"):
        remove_logo(people.organisation, by=people.administrator)
