from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from audit.models import Event
from governance.models import DocumentLink
from governance.services import links
from organisations.permissions import Role
from tests.factories.governance import make_document, make_published
from tests.factories.organisations import make_member, make_person
from tests.races import meanwhile

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def english(people):
    return make_published(people.organisation, people.officer, people.approver, title="How we share").document


@pytest.fixture
def welsh(people):
    return make_document(people.organisation, people.officer, title="Cod Ymarfer", language="cy")


def url(document):
    return reverse("governance:translation", args=[document.reference])


def originals(client, document):
    """What the page offers: references, with the one that is chosen beforehand last."""
    field = client.get(url(document)).context["form"]["translation_of"]
    return [str(value) for value, _label in field.field.choices], field.value()


def stated(document):
    tie = DocumentLink.objects.translating().filter(source=document).first()
    return tie.target if tie else None


def test_a_translation_is_stated(client, people, english, welsh):
    client.force_login(people.officer)

    answer = client.post(url(welsh), {"translation_of": english.reference, "seen": ""}, follow=True)

    assert answer.redirect_chain == [(reverse("governance:control", args=[welsh.reference]), 302)]
    assertContains(answer, "What this document is a translation of is saved.")
    assertContains(answer, "Translation of")
    assert stated(welsh) == english
    assert originals(client, welsh) == (["", english.reference], english.reference)


def test_the_same_form_sent_twice_is_one_act(client, people, english, welsh):
    client.force_login(people.officer)
    sent = {"translation_of": english.reference, "seen": ""}
    client.post(url(welsh), sent)

    again = client.post(url(welsh), sent)

    assert (again.status_code, Event.objects.filter(verb="document.linked").count()) == (302, 1)


def test_a_translation_is_taken_away(client, people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    client.force_login(people.officer)

    answer = client.post(url(welsh), {"translation_of": "", "seen": english.reference})

    assert (answer.status_code, stated(welsh)) == (302, None)


def test_a_colleagues_change_is_not_undone_unseen(client, people, english, welsh):
    links.state_translation(welsh, of=english, by=people.approver)
    other = make_document(people.organisation, people.officer, title="Another")
    client.force_login(people.officer)
    sent = {"translation_of": other.reference, "seen": ""}

    refused = client.post(url(welsh), sent)
    kept = stated(welsh)
    again = client.post(url(welsh), {**sent, "seen": refused.context["form"]["seen"].value()})

    assertContains(refused, "Somebody changed this before you", status_code=422)
    assertContains(
        refused, f'<option value="{other.reference}" selected>{other} (English)</option>', 1, 422, html=True
    )
    assert (kept, again.status_code, stated(welsh)) == (english, 302, other)


def test_what_was_taken_away_meanwhile_is_not_said_again_unseen(client, people, english, welsh):
    other = make_document(people.organisation, people.officer, title="Another")
    client.force_login(people.officer)

    refused = client.post(url(welsh), {"translation_of": other.reference, "seen": english.reference})

    assertContains(refused, "it is no translation any more", status_code=422)
    assert stated(welsh) is None


def test_an_original_that_became_a_translation_meanwhile_is_refused_kindly(client, people, english, welsh):
    first = make_document(people.organisation, people.officer, title="Cyntaf", language="cy")
    client.force_login(people.officer)
    sent = {"translation_of": english.reference, "seen": ""}

    with meanwhile(lambda: links.state_translation(english, of=first, by=people.approver)):
        late = client.post(url(welsh), sent)
    later = client.post(url(welsh), sent)

    assertContains(
        late, f"{english.reference} is itself a translation, of {first.reference}.", status_code=422
    )
    assertContains(later, "This document cannot be chosen any more.", status_code=422)
    assert stated(welsh) is None


def test_only_what_can_be_an_original_is_offered(client, people, english, welsh):
    make_document(people.organisation, people.officer, title="Arall", language="cy")
    second = make_person("second@northport.example")
    make_member(second, people.other, Role.INFORMATION_OFFICER)
    make_published(people.other, people.stranger, second, title="Theirs, which anybody may read")
    third = make_document(people.organisation, people.officer, title="Trydydd", language="cy")
    draft = make_document(people.organisation, people.officer, title="Draft")
    taken = make_document(people.organisation, people.officer, title="Taken")
    links.state_translation(taken, of=third, by=people.officer)
    client.force_login(people.officer)

    assert originals(client, welsh) == (["", english.reference, draft.reference], "")


def test_an_original_is_told_what_translates_it(client, people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    client.force_login(people.officer)

    page = client.get(url(english))

    assertContains(page, "This document is an original: other documents translate it.")
    assertContains(page, "Cod Ymarfer")
    assertNotContains(page, "<select")


def test_where_there_is_nothing_to_choose_the_page_says_so(client, people, english):
    client.force_login(people.officer)

    page = client.get(url(english))

    assertContains(page, "No document to choose")
    assertNotContains(page, "<select")


def test_another_organisations_document_cannot_be_named(client, people, welsh):
    theirs = make_document(people.other, people.stranger, title="Theirs")
    client.force_login(people.officer)

    answer = client.post(url(welsh), {"translation_of": theirs.reference, "seen": ""})

    assertContains(answer, "This document cannot be chosen any more.", status_code=422)
    assertNotContains(answer, "Theirs", status_code=422)
    assert stated(welsh) is None


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 403), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_translations_are_for_those_who_draft(client, people, welsh, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url(welsh)).status_code == status
    assert client.put(url(welsh)).status_code == (302 if name == "anonymous" else 405)


# ---- where readers meet them ----------------------------------------------------------------------


@pytest.fixture
def pair(people, english):
    """The English document in force, and its Welsh translation in force, too."""
    welsh = make_published(
        people.organisation, people.officer, people.approver, title="Cod Ymarfer", language="cy"
    ).document
    links.state_translation(welsh, of=english, by=people.officer)
    return SimpleNamespace(english=english, welsh=welsh)


def link_to(document, language):
    href = document.get_absolute_url()
    return f'<a class="govuk-link" href="{href}" lang="{language}" hreflang="{language}">{document.title}</a>'


@pytest.mark.parametrize("name", ["anonymous", "officer", "stranger"])
def test_each_language_leads_to_the_other(client, people, pair, name):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    english, welsh = (client.get(each.get_absolute_url()) for each in (pair.english, pair.welsh))

    assertContains(english, link_to(pair.welsh, "cy"), 2, html=True)
    assertContains(english, "Translated as")
    assertContains(welsh, link_to(pair.english, "en-gb"), 2, html=True)
    assertContains(welsh, "Translation of")


def test_welsh_words_are_marked_as_welsh(client, pair):
    page = client.get(pair.welsh.get_absolute_url())

    assertContains(page, '<h1 class="govuk-heading-l" lang="cy">Cod Ymarfer</h1>', html=True)
    assertContains(page, '<div class="sr-prose" lang="cy">')


def test_a_page_of_a_version_leads_there_too(client, pair):
    page = client.get(reverse("governance:version", args=[pair.english.reference, "1.0"]))

    assertContains(page, link_to(pair.welsh, "cy"), 2, html=True)


@pytest.mark.parametrize("name", ["anonymous", "practitioner", "auditor", "stranger"])
def test_a_translation_that_is_a_draft_is_not_named_to_readers(client, people, english, welsh, name):
    links.state_translation(welsh, of=english, by=people.officer)
    if name != "anonymous":
        client.force_login(getattr(people, name))

    page = client.get(english.get_absolute_url())

    assertContains(page, "How we share")
    assertNotContains(page, "Cod Ymarfer")
    assertNotContains(page, welsh.reference)


def test_an_original_that_is_kept_inside_is_not_named_to_the_public(client, people):
    inside = make_published(
        people.organisation, people.officer, people.approver, title="Inside", audience="organisation"
    ).document
    welsh = make_published(
        people.organisation, people.officer, people.approver, title="Cod", language="cy"
    ).document
    links.state_translation(welsh, of=inside, by=people.officer)

    public = client.get(welsh.get_absolute_url())
    client.force_login(people.practitioner)
    member = client.get(welsh.get_absolute_url())

    assertNotContains(public, "Inside")
    assertContains(member, link_to(inside, "en-gb"), 2, html=True)


def test_the_draft_is_named_to_the_team(client, people, english, welsh):
    links.state_translation(welsh, of=english, by=people.officer)
    client.force_login(people.manager)

    assertContains(client.get(english.get_absolute_url()), link_to(welsh, "cy"), 2, html=True)


def test_a_title_is_never_markup(client, people, english):
    welsh = make_document(people.organisation, people.officer, title=SCRIPT, language="cy")
    links.state_translation(welsh, of=english, by=people.officer)
    client.force_login(people.officer)

    pages = [
        client.get(at)
        for at in (
            english.get_absolute_url(),
            url(english),
            url(welsh),
            reverse("governance:control", args=[english.reference]),
        )
    ]

    assert [SCRIPT in page.content.decode() for page in pages] == [False] * 4
    assert ["&lt;script&gt;alert(1)" in page.content.decode() for page in pages][:2] == [True, True]
