"""Text that was typed and not saved is kept: refused, overtaken, too late, or never sent."""

import pytest
from django.urls import reverse

from audit.models import Event
from governance.markdown import SECTION_LIMIT
from governance.models import Section, SectionDraft
from governance.services import sections
from tests.factories.governance import approved, published, submitted
from tests.governance.views.section_pages import draft_url, typed, url

pytestmark = pytest.mark.django_db


# ---- refused ---------------------------------------------------------------------------------------


def test_too_long_a_text_is_refused_and_stays_in_the_page(officer, section):
    text = "word " * (SECTION_LIMIT // 5 + 1)

    answer = officer.post(url("section-edit", section), typed(section, body=text, save="1"))

    section.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, section.body) == (422, "We share when it could help or protect someone.")
    assert "A section can hold 200,000 characters" in page
    assert text.strip() in page


def test_an_empty_heading_is_refused_and_the_text_kept(officer, people, section):
    own = sections.add_section(section.version, by=people.officer, heading="Winter shelter")

    answer = officer.post(url("section-edit", own), typed(own, heading=" ", body="Typed words", save="1"))

    assert answer.status_code == 422
    assert "Enter a heading." in answer.content.decode()
    assert "Typed words" in answer.content.decode()


@pytest.mark.parametrize("base", ["9" * 40, "2147483648", "-1", "x", ""])
def test_a_base_that_is_no_lock_of_ours_loses_nothing(officer, section, base):
    response = officer.post(url("section-edit", section), {"body": "Typed with care.", "base": base})

    assert response.status_code in (409, 422)
    assert "Typed with care." in response.content.decode()


# ---- a stale save ---------------------------------------------------------------------------------


@pytest.fixture
def theirs(people, section):
    sections.save_section(section, by=people.approver, body="Their words.\n\nLast.", base=section.lock)
    return section


def test_stale_save_shows_both_texts_and_keeps_both(officer, people, theirs):
    answer = officer.post(
        url("section-edit", theirs), typed(theirs, body="My words.\n\nLast.", base=1, save="1")
    )

    page = answer.content.decode()
    stored = Section.objects.get(pk=theirs.pk)
    kept = SectionDraft.objects.get(section=theirs, person=people.officer)
    assert (answer.status_code, stored.body, kept.text) == (
        409,
        "Their words.\n\nLast.",
        "My words.\n\nLast.",
    )
    assert "Approver saved this section before you" in page
    assert "Your text is safe." in page
    assert "My words.\n\nLast.</textarea>" in page
    assert [[text for text, differs in side.pieces if differs] for side in answer.context["my_side"]] == [
        ["My"],
        [],
    ]
    assert [[text for text, differs in side.pieces if differs] for side in answer.context["their_side"]] == [
        ["Their"],
        [],
    ]


def test_keep_mine_saves_on_top(officer, theirs):
    stale = officer.post(url("section-edit", theirs), typed(theirs, body="Mine", base=1, save="1"))
    lock = stale.context["section"].lock

    answer = officer.post(
        url("section-edit", theirs), {"body": "Mine", "base": lock, "began": 1, "save": "1"}
    )

    theirs.refresh_from_db()
    assert (answer.status_code, theirs.body, SectionDraft.objects.count()) == (302, "Mine", 0)


def test_keep_theirs_leaves_the_saved_text(officer, theirs):
    officer.post(url("section-edit", theirs), typed(theirs, body="Mine", base=1, save="1"))

    answer = officer.post(url("section-edit", theirs), {"theirs": "1"})

    theirs.refresh_from_db()
    assert answer.url.startswith(draft_url(theirs))
    assert (theirs.body, SectionDraft.objects.count()) == ("Their words.\n\nLast.", 0)


def test_combine_opens_the_editor_with_both(officer, theirs):
    sent = {"body": "My words.", "base": 2, "began": 1, "combine": "1"}

    answer = officer.post(url("section-edit", theirs), sent)

    body = answer.context["form"]["body"].value()
    assert answer.status_code == 200
    assert "Their words." in body
    assert "My words." in body
    assert "[Saved by Approver:]" in body
    assert (
        officer.post(url("section-edit", theirs), {"body": body, "base": 2, "save": "1"}).status_code == 302
    )


def test_somebody_saving_during_keep_mine_is_noticed_again(officer, people, theirs):
    fresh = Section.objects.get(pk=theirs.pk)
    sections.save_section(fresh, by=people.approver, body="Later still.", base=2)

    answer = officer.post(url("section-edit", theirs), {"body": "Mine", "base": 2, "save": "1"})

    assert answer.status_code == 409


# ---- too late -------------------------------------------------------------------------------------


def test_save_into_a_frozen_version_shows_the_typed_text(officer, people, section):
    before = section.body
    submitted(section.version, people.officer)

    answer = officer.post(url("section-edit", section), typed(section, body="Typed too late", save="1"))

    section.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, section.body) == (409, before)
    assert "is frozen, because it left draft" in page
    assert "Typed too late</textarea>" in page


def test_frozen_section_opens_with_a_sentence(officer, people, section):
    submitted(section.version, people.officer)

    answer = officer.get(url("section-edit", section))

    assert answer.status_code == 409
    assert "is frozen" in answer.content.decode()


@pytest.mark.parametrize(
    ("bring", "way"), [(submitted, "recall"), (approved, "recall"), (published, "draft-new")]
)
def test_a_frozen_section_leads_to_what_can_be_done_about_it(officer, people, section, bring, way):
    persons = [people.officer] if bring is submitted else [people.officer, people.approver]
    version = bring(section.version, *persons)

    answer = officer.get(url("section-edit", section))

    reference, number = version.document.reference, version.number
    ways = {
        "recall": reverse("governance:recall", args=[reference, number]),
        "draft-new": reverse("governance:draft-new", args=[reference]),
    }
    assert [name for name, address in ways.items() if f'"{address}"' in answer.content.decode()] == [way]


# ---- unsaved text ---------------------------------------------------------------------------------


def test_autosave_keeps_what_was_typed_without_an_act(officer, people, section):
    before = Event.objects.count()

    answer = officer.post(url("section-autosave", section), typed(section, body="Half a sen"))

    assert answer.status_code == 200
    assert answer.json()["said"].startswith("Draft kept at ")
    assert SectionDraft.objects.get(person=people.officer).text == "Half a sen"
    assert Event.objects.count() == before


def test_autosave_says_who_saved_since_and_keeps_all_the_same(officer, theirs):
    answer = officer.post(url("section-autosave", theirs), typed(theirs, body="Mine", base=1))

    assert answer.status_code == 409
    assert answer.json()["said"].startswith(
        "Approver saved this section since you opened it. Your text is safe"
    )
    assert SectionDraft.objects.get().text == "Mine"


def test_autosave_of_too_long_a_text_is_refused(officer, section):
    answer = officer.post(url("section-autosave", section), typed(section, body="x" * (SECTION_LIMIT + 1)))

    assert answer.status_code == 422
    assert "200,000" in answer.json()["said"]
    assert SectionDraft.objects.count() == 0


def test_autosave_into_a_frozen_version_is_refused(officer, people, section):
    submitted(section.version, people.officer)

    answer = officer.post(url("section-autosave", section), typed(section))

    assert answer.status_code == 409
    assert "frozen" in answer.json()["said"]


def test_unsaved_text_is_there_on_opening_for_its_author_alone(client, people, section):
    sections.keep_draft(section, people.officer, "Half a sentence", section.lock)

    client.force_login(people.officer)
    own = client.get(url("section-edit", section))
    client.force_login(people.approver)
    other = client.get(url("section-edit", section))

    assert "We kept text that you did not save" in own.content.decode()
    assert own.context["form"]["body"].value() == "Half a sentence"
    assert "Half a sentence" not in other.content.decode()


def test_unsaved_text_can_be_thrown_away(officer, people, section):
    sections.keep_draft(section, people.officer, "Half a sentence", section.lock)

    page = officer.post(url("section-edit", section), {"discard": "1"}, follow=True).content.decode()

    assert "Half a sentence" not in page
    assert SectionDraft.objects.count() == 0


def test_unsaved_text_from_before_a_colleagues_save_leads_to_the_choice(officer, people, theirs):
    sections.keep_draft(theirs, people.officer, "Half a sentence", 1)

    form = officer.get(url("section-edit", theirs)).context["form"]
    answer = officer.post(
        url("section-edit", theirs), {"body": form["body"].value(), "base": form["base"].value(), "save": "1"}
    )

    assert answer.status_code == 409


def test_signed_out_the_kept_text_waits(client, people, section):
    client.force_login(people.officer)
    client.post(url("section-autosave", section), typed(section, body="Half a sentence"))
    client.logout()

    answer = client.post(url("section-edit", section), typed(section, body="Half a sentence", save="1"))

    assert answer.status_code == 403
    assert "Half a sentence" in answer.content.decode()
    client.force_login(people.officer)
    assert "Half a sentence" in client.get(url("section-edit", section)).content.decode()
