"""The pages on law that an organisation added, and the builder that offers it by search."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from protocols.kinds import PROTOCOL
from protocols.models import AddedLaw, LegalPower
from protocols.services.added_law import add_law
from protocols.services.beginning import begin_protocol
from tests.protocols.services.test_added_law import ACT, WORDS

pytestmark = pytest.mark.django_db
TYPED = {
    "group": "power",
    "act": "Northshire Act 1985",
    "section": "section 4",
    "allows": ACT["allows"],
    "source": ACT["source"],
    "address": ACT["address"],
    "in_force_from": "1 July 1985",
    "in_force_to": "",
}


def page(name="", *key):
    return reverse(f"protocols:added-law{name}", args=["NCC", *key])


@pytest.fixture
def administrator(client, people):
    client.force_login(people.administrator)
    return client


@pytest.fixture
def law(people):
    return add_law(people.organisation, by=people.administrator, group="power", fields=ACT)


@pytest.fixture
def draft(people):
    return begin_protocol(people.organisation, kind=PROTOCOL, title="Safe homes", by=people.officer)


def test_a_law_is_added_and_listed(administrator):
    form = administrator.get(page("-add")).context["form"]
    typed = {**TYPED, "once": form["once"].value()}

    refused = administrator.post(page("-add"), {**typed, "act": ""})
    assertRedirects(administrator.post(page("-add"), typed), page())
    assertRedirects(administrator.post(page("-add"), typed), page())

    assertContains(refused, "Write the name of the Act or other law.", count=2, status_code=422)
    [law] = AddedLaw.objects.all()
    assert (str(law), law.in_force_from.isoformat()) == (WORDS, "1985-07-01")
    assertContains(administrator.get(page()), "Northshire Act 1985, section 4")
    assertContains(administrator.get(reverse("organisations:settings", args=["NCC"])), "1 added")


def test_members_read_the_list_and_change_nothing(client, people, law):
    client.force_login(people.practitioner)

    response = client.get(page())

    assertContains(response, "Only an organisation administrator can change these.")
    assertNotContains(response, page("-change", law.pk))
    assert client.get(page("-add")).status_code == 403


def test_a_law_is_changed_and_a_change_in_between_is_told(administrator, people, law):
    form = administrator.get(page("-change", law.pk)).context["form"]
    typed = {**TYPED, "seen": form["seen"].value()}
    del typed["group"]

    assertRedirects(administrator.post(page("-change", law.pk), {**typed, "section": "section 5"}), page())
    stale = administrator.post(page("-change", law.pk), {**typed, "section": "section 6"})
    again = {name: stale.context["form"][name].value() or "" for name in stale.context["form"].fields}

    assertContains(stale, "Somebody changed this before you. Nothing was saved.", status_code=409)
    assertContains(stale, "Northshire Act 1985, section 5", status_code=409)
    assertRedirects(administrator.post(page("-change", law.pk), again), page())
    assert AddedLaw.objects.get().section == "section 6"


def test_a_law_is_ended(administrator, law):
    refused = administrator.post(page("-end", law.pk), {"on": "1 June 1985"})
    assertRedirects(administrator.post(page("-end", law.pk), {"on": "1 June 2026"}), page())

    assertContains(refused, "The last day must not be before the first.", count=2, status_code=422)
    assertContains(administrator.get(page()), "Not in force")
    assertContains(administrator.get(page()), "1 June 2026")


def test_law_of_another_organisation_is_not_there(administrator, people, law):
    AddedLaw.objects.filter(pk=law.pk).update(organisation=people.other)

    for name in ("-change", "-end"):
        assert administrator.get(page(name, law.pk)).status_code == 404
    assertNotContains(administrator.get(page()), "Northshire Act 1985")


# ---- the builder ------------------------------------------------------------------------------------


def build(draft, rows):
    return reverse("protocols:row-add", args=[draft.document.reference, "1.0", rows])


def offered(response):
    groups = response.context["form"].fields["key"].choices
    return [words for _name, group in groups if not isinstance(group, str) for _key, words in group]


def test_the_builder_offers_laws_by_a_search(client, people, draft, law):
    client.force_login(people.officer)

    everything = client.get(build(draft, "powers"))
    found = client.get(build(draft, "powers"), {"q": "northshire home"})
    by_text = client.get(build(draft, "powers"), {"q": "seven nothings"})
    bases = client.get(build(draft, "bases"), {"q": "safeguarding"})

    assert len(offered(everything)) > 100
    assert offered(everything)[0] == WORDS
    assert offered(found) == [WORDS]
    assertContains(found, "1 law is found for “northshire home”. Choose it below.")
    assert offered(by_text) == []
    assertContains(by_text, "Nothing is found for “seven nothings”.")
    assert offered(bases)


def test_what_was_found_is_added_and_shown(client, people, draft, law):
    client.force_login(people.officer)
    address = build(draft, "powers")
    form = client.get(address, {"q": "northshire"}).context["form"]

    client.post(f"{address}?q=other", {"key": law.key, "once": form["once"].value(), "seen": ""})

    [row] = LegalPower.objects.filter(version=draft)
    assert row.added == law
    task = reverse("protocols:build-task", args=[draft.document.reference, "1.0", "basis"])
    assertContains(client.get(task), WORDS)
    check = reverse("protocols:build-check", args=[draft.document.reference, "1.0"])
    assertContains(client.get(check), WORDS)


def test_a_search_that_cannot_be_read_offers_everything(client, people, draft):
    client.force_login(people.officer)

    assert len(offered(client.get(build(draft, "powers"), {"q": "x" * 101}))) > 100
