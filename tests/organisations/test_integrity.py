"""A logo that was changed behind the product's back, or put in beside it, is found."""

import pytest

from audit.triggers import lifted
from organisations.integrity import logos
from organisations.models import Logo
from organisations.services.logos import set_logo
from tests.factories.pictures import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def logo(people):
    return set_logo(people.organisation, by=people.administrator, data=make_picture()).logo


def faults():
    return [fault.message for fault in logos()]


def test_a_sound_logo_is_no_fault(logo):
    assert faults() == []


def test_other_bytes_are_found(logo):
    with lifted():
        Logo.objects.update(data=b"\x89PNG of somebody else")

    assert faults() == [f"The logo {logo.pk} does not have the bytes that its fingerprint names."]


def test_a_logo_that_no_event_names_is_found(logo):
    smuggled = Logo.keep(make_picture(colour="red"), width=40, height=20)

    assert faults() == [f"The logo {smuggled.pk} is not one that the log tells of."]
