import pytest
from django.urls import reverse

from governance.services import adoption, documents, sections, templates
from tests.factories.governance import TEXT, draft_of, make_document, make_template, submitted
from tests.governance.services.test_adoption import NEWER
from tests.once import made_once
from tests.people import make_people

pytestmark = pytest.mark.django_db


def make_world():
    """A draft that follows version 1, with one section of its own words; version 2 changes two and brings one."""
    people = make_people()
    people.document = make_document(people.organisation, people.officer, adopted=make_template())
    people.draft = draft_of(people.document)
    own = people.draft.sections.get(key="advice")
    sections.save_section(own, by=people.officer, body="Ask Sam.", base=own.lock)
    people.offered = make_template(NEWER)
    return people


people = made_once(make_world)


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def page(people, name="adopted"):
    return reverse(f"governance:{name}", args=[people.document.reference])


def fates(answer):
    return {wording.key: str(wording.fate) for wording in answer.context["adoption"].wordings}


def test_library_offers_each_template_with_a_way_to_start(officer, people):
    answer = officer.get(reverse("governance:templates"))

    assert [(offer.kind.key, offer.version.number) for offer in answer.context["offers"]] == [
        ("code_of_practice", 2)
    ]
    assert f"{reverse('governance:document-new')}?kind=code_of_practice" in answer.content.decode()


def test_who_may_not_draft_reads_the_library_without_a_way_to_start(client, people):
    client.force_login(people.practitioner)

    answer = client.get(reverse("governance:templates"))

    assert "Code of Practice" in answer.content.decode()
    assert reverse("governance:document-new") not in answer.content.decode()


@pytest.mark.parametrize("more", ["unheard-of/", "code-of-practice/99/", "code-of-practice/99/changes/"])
def test_a_template_that_is_not_there_is_not_found(officer, more):
    assert officer.get(reverse("governance:templates") + more).status_code == 404


def test_a_template_shows_its_text_and_its_versions(officer):
    answer = officer.get(reverse("governance:template", args=["code-of-practice"]))

    shown = answer.content.decode()
    assert "We share when it helps." in shown
    assert "Changed: Our commitment, Who can advise you. New: Tools that write." in shown
    assert "This is an old version" not in shown


def test_an_old_version_of_a_template_says_so(officer):
    shown = officer.get(reverse("governance:template-version", args=["code-of-practice", 1])).content.decode()

    assert TEXT[0].body in shown
    assert "This is an old version" in shown


def test_what_a_version_of_a_template_changed(officer):
    answer = officer.get(reverse("governance:template-changes", args=["code-of-practice", 2]))

    changed = [part.section.change.key for part in answer.context["changes"].parts if part.section]
    assert changed == ["commitment", "advice", "tools"]


def test_the_draft_tells_of_the_new_version(officer, people):
    address = reverse("governance:draft", args=[people.document.reference, "1.0"])

    assert "The template has a new version" in officer.get(address).content.decode()

    adoption.follow_template(people.document, by=people.officer, template=people.offered)
    assert "The template has a new version" not in officer.get(address).content.decode()


def test_your_work_tells_of_the_new_version_to_who_may_draft(client, people):
    for name, told in (("officer", True), ("manager", False), ("stranger", False)):
        client.force_login(getattr(people, name))

        assert (page(people) in client.get(reverse("governance:work")).content.decode()) is told, name


def test_each_section_says_where_the_own_text_stands(officer, people):
    answer = officer.get(page(people))

    assert fates(answer) == {"commitment": "untouched", "advice": "adapted", "tools": "new"}
    assert "Ask Sam." in answer.content.decode()


def test_an_empty_and_a_removed_section_may_be_taken(officer, people):
    own = {section.key: section for section in people.draft.sections.all()}
    sections.save_section(own["advice"], by=people.officer, body="", base=own["advice"].lock)
    sections.remove_section(own["commitment"], by=people.officer)

    answer = officer.get(page(people))

    assert fates(answer) == {"commitment": "left_out", "advice": "empty", "tools": "new"}
    assert answer.content.decode().count('name="key"') == 3


def test_a_section_that_the_template_took_out_may_stay(officer, people):
    make_template([TEXT[1]])

    assert fates(officer.get(page(people))) == {"commitment": "gone"}


def test_take_one_and_then_all(officer, people):
    answer = officer.post(
        page(people, "adopted-take"), {"offered": 2, "key": "advice", "base": 2}, follow=True
    )
    assert "has the template’s new wording" in answer.content.decode()
    assert fates(answer)["advice"] == "taken"

    answer = officer.post(page(people, "adopted-take"), {"offered": 2}, follow=True)
    assert "1 part has the template’s new wording" in answer.content.decode()
    assert fates(answer) == {"commitment": "taken", "advice": "taken", "tools": "new"}


def test_a_section_saved_meanwhile_is_shown_again_with_409(officer, people):
    answer = officer.post(page(people, "adopted-take"), {"offered": 2, "key": "advice", "base": 1})

    assert answer.status_code == 409
    assert "Somebody saved this section since you looked" in answer.content.decode()
    assert people.draft.sections.get(key="advice").body == "Ask Sam."


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({}, 422),
        ({"offered": 2, "key": "unheard-of", "base": ""}, 422),
        ({"offered": 99, "key": "advice"}, 404),
    ],
)
def test_what_does_not_fit_is_refused(officer, people, typed, status):
    assert officer.post(page(people, "adopted-take"), typed).status_code == status


def test_follow_and_then_nothing_is_new(officer, people):
    answer = officer.post(page(people, "adopted-follow"), {"template": 2}, follow=True)

    assert "Nothing is new" in answer.content.decode()
    assert officer.post(page(people, "adopted-follow"), {"template": 1}).status_code == 409


def test_in_review_nothing_can_be_taken_and_the_page_says_why(officer, people):
    submitted(people.draft, people.officer)

    shown = officer.get(page(people)).content.decode()

    assert "has left draft, so its text is frozen" in shown
    assert 'name="offered"' not in shown


def test_a_text_of_its_own_can_follow_the_template(officer, people):
    own = make_document(people.organisation, people.officer, title="Own")
    address = reverse("governance:adopted", args=[own.reference])
    assert "This text did not begin with our template" in officer.get(address).content.decode()

    officer.post(reverse("governance:adopted-follow", args=[own.reference]), {"template": 2})

    own.refresh_from_db()
    assert own.adopted == people.offered
    assert draft_of(own).sections.get(key="commitment").body == TEXT[0].body


def test_in_a_language_without_template_the_page_says_so(officer, people):
    welsh = make_document(people.organisation, people.officer, language="cy")

    shown = officer.get(reverse("governance:adopted", args=[welsh.reference])).content.decode()

    assert "There is no template for this" in shown


def test_a_document_started_on_the_page_follows_the_newest_version(officer, people):
    typed = {
        "organisation": people.organisation.pk, "kind": "code_of_practice", "title": "New",
        "language": "en-gb", "start": "whole",
    }  # fmt: skip
    officer.post(reverse("governance:document-new"), typed)

    new = documents.Document.objects.get(title="New")
    assert new.adopted == people.offered
    assert [s.key for s in draft_of(new).sections.all()] == ["commitment", "advice", "tools"]


def test_headings_alone_follow_no_template(officer, people):
    typed = {
        "organisation": people.organisation.pk, "kind": "code_of_practice", "title": "Bare",
        "language": "en-gb", "start": "headings",
    }  # fmt: skip
    officer.post(reverse("governance:document-new"), typed)

    assert documents.Document.objects.get(title="Bare").adopted is None


def test_the_library_is_filled_after_a_migration_that_is_complete(settings, people):
    from governance.filling import fill_after_migrate
    from governance.models import TemplateVersion

    fill_after_migrate()
    assert not TemplateVersion.objects.filter(number=3).exists()

    settings.FILL_TEMPLATES_AFTER_MIGRATE = True
    fill_after_migrate()
    assert TemplateVersion.objects.get(number=3).published_as == templates.FILL.label
