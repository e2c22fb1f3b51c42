"""The pages of a protocol that is begun from another one."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from governance.kinds import Audience
from governance.models import Document
from governance.models.version import Grade
from governance.services.documents import change_control
from protocols.kinds import DISCLOSURE
from protocols.models import Protocol
from protocols.services.localising import localise
from protocols.services.recording import record_existing
from tests.audit.helpers import acting
from tests.factories.governance import make_document
from tests.factories.protocols import ITEMS, amend, make_detailed, make_recorded

pytestmark = pytest.mark.django_db
PAGE = "/protocols/new/from-another/"


@pytest.fixture
def source(people):
    agreement = make_detailed(people.organisation, people.other)
    return record_existing(people.organisation, agreement=agreement, by=people.officer)


@pytest.fixture
def stranger(client, people):
    client.force_login(people.stranger)
    return client


def filled(response, **typed):
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **typed}.items() if value is not None}


def news(document):
    return reverse("protocols:agreement-source", args=[document.reference])


def test_from_the_page_of_the_agreement_to_a_draft_that_names_it(stranger, source, people):
    page = stranger.get(source.document.get_absolute_url())
    where = f"{PAGE}?source={source.document.reference}"
    assertContains(page, f'href="{where}"')
    form = stranger.get(where)
    assert form.context["form"]["title"].value() == "Warm homes"

    data = filled(form, parties="theirs")
    first, second = stranger.post(PAGE, data), stranger.post(PAGE, data)

    document = Document.objects.get(organisation=people.other)
    build = reverse("protocols:build", args=[document.reference, "1.0"])
    assertRedirects(first, build)
    assertRedirects(second, build)
    page = stranger.get(build)
    assertContains(page, "Warm homes, version 1.0")
    assertContains(page, "of Northshire County Council.")
    assertNotContains(page, "It has changed since.")


@pytest.mark.parametrize("typed", ["{}", " {} ", "https://register.example/register/{}/?as=public"])
def test_the_source_is_named_by_its_reference_or_its_address(stranger, source, people, typed):
    data = filled(
        stranger.get(PAGE), source=typed.format(source.document.reference), title="Ours", parties="ours"
    )

    assert stranger.post(PAGE, data).status_code == 302
    assert Protocol.objects.get(document__organisation=people.other).made_from == source


def test_what_was_typed_is_kept_where_there_is_no_such_protocol(stranger, people, source):
    change_control(source.document, by=people.officer, audience=Audience.ORGANISATION)
    closed = make_recorded(people.organisation, people.officer, title="Closed")
    change_control(closed.document, by=people.officer, audience=Audience.ORGANISATION)
    policy = make_document(people.organisation, people.officer)

    for reference in (closed.document.reference, policy.reference, "NCC-ISP-9999"):
        data = filled(stranger.get(PAGE), source=reference, title="Ours, as typed", parties="ours")
        response = stranger.post(PAGE, data)

        assertContains(
            response, "No protocol that you may read has this reference.", count=2, status_code=422
        )
        assertContains(response, 'value="Ours, as typed"', status_code=422)
        assertContains(response, f'value="{reference}"', status_code=422)
    assert not Document.objects.filter(organisation=people.other).exists()


def test_what_changed_there_is_told_in_plain_english_until_it_is_considered(stranger, source, people):
    document = localise(people.other, source=source, title="Ours", by=people.stranger).document
    fields = {"items": ITEMS[:1], "bases": (), "conditions": None, "flows": ()}
    amend(source, people.officer, people.other, change_summary="Less is needed.", **fields)

    build = stranger.get(reverse("protocols:build", args=[document.reference, "1.0"]))
    page = stranger.get(news(document))

    assertContains(build, f'href="{news(document)}"')
    sentences = {line.sentence: line.grade for line in page.context["news"].lines}
    assert sentences["“Illness made worse by cold” is no longer shared."] == str(Grade.ADMINISTRATIVE.label)
    assert any(line.is_material for line in page.context["news"].lines)
    assertContains(page, "Less is needed.")
    assertRedirects(stranger.post(news(document), filled(page, reason="Not for us.")), news(document))
    after = stranger.get(news(document))
    assertContains(after, "Nothing new")
    assertContains(after, "Stranger considered its changes up to version 1.1")


def test_a_version_that_came_meanwhile_is_looked_at_first(stranger, source, people):
    document = localise(people.other, source=source, title="Ours", by=people.stranger).document
    amend(source, people.officer, people.other, title="Warmer homes")
    data = filled(stranger.get(news(document)), reason="As typed.")
    amend(source, people.officer, people.other, title="Warmest homes")

    response = stranger.post(news(document), data)

    assertContains(response, "Version 1.2 was published meanwhile.", count=1, status_code=409)
    assertContains(response, "As typed.", status_code=409)
    assert Protocol.objects.get(document=document).considered is None


def test_the_link_stays_on_what_is_published_for_who_may_read_the_source(client, people, source):
    """And says nothing of it to anybody else."""
    version = make_recorded(people.organisation, people.officer, people.other, title="Ours", kind=DISCLOSURE)
    protocol = Protocol.objects.get(document=version.document)
    protocol.made_from = source
    with acting():
        protocol.save(update_fields=["made_from"])
    where = version.document.get_absolute_url()

    assertContains(client.get(where), "Warm homes, version 1.0")
    change_control(source.document, by=people.officer, audience=Audience.ORGANISATION)
    assertNotContains(client.get(where), "Warm homes")
    client.force_login(people.practitioner)
    assertContains(client.get(where), "Warm homes, version 1.0")
    assertNotContains(client.get(where), "What changed there")


def test_an_agreement_without_a_source_has_no_such_page(client, people, source):
    client.force_login(people.officer)

    assert client.get(news(source.document)).status_code == 404
