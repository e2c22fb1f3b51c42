import pytest
from django.urls import reverse

from audit.models import Event
from governance.markdown import SECTION_LIMIT
from governance.models import Section, SectionDraft
from governance.services import sections
from organisations.permissions import Role
from tests.factories.governance import draft_of, make_document, submitted
from tests.factories.organisations import make_member

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def section(people):
    return draft_of(make_document(people.organisation, people.officer)).sections.get(key="commitment")


@pytest.fixture
def officer(client, people):
    client.force_login(people.officer)
    return client


def url(name, section, key=None):
    version = section.version
    return reverse(
        f"governance:{name}", args=[version.document.reference, version.number, key or section.key]
    )


def draft_url(section):
    return reverse("governance:draft", args=[section.version.document.reference, section.version.number])


def typed(section, **fields):
    return {"body": "New text.", "base": section.lock, **fields}


# ---- saving ---------------------------------------------------------------------------------------


def test_save_keeps_the_text_and_stays(officer, section):
    answer = officer.post(url("section-edit", section), typed(section, save="1"), follow=True)

    section.refresh_from_db()
    assert (section.body, answer.redirect_chain) == ("New text.", [(url("section-edit", section), 302)])
    assert "“Our commitment” is saved." in answer.content.decode()


def test_save_and_next_goes_through_all_sections(officer, section):
    last = section.version.sections.get(key="advice")

    first = officer.post(url("section-edit", section), typed(section, next="1"))
    second = officer.post(url("section-edit", last), typed(last, heading=last.heading, next="1"))

    assert (first.url, second.url) == (url("section-edit", last), draft_url(section))


def test_save_sent_twice_is_one_act(officer, section):
    sent = typed(section, save="1")
    officer.post(url("section-edit", section), sent)

    again = officer.post(url("section-edit", section), sent)

    assert (again.status_code, Event.objects.filter(verb="section.saved").count()) == (302, 1)


def test_too_long_a_text_is_refused_and_stays_in_the_page(officer, section):
    text = "word " * (SECTION_LIMIT // 5 + 1)

    answer = officer.post(url("section-edit", section), typed(section, body=text, save="1"))

    section.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, section.body) == (422, "We share when it could help or protect someone.")
    assert "A section can hold 200,000 characters" in page
    assert text.strip() in page


def test_a_paste_of_50_mb_is_refused_in_a_sentence(officer, section):
    answer = officer.post(url("section-edit", section), typed(section, body="x" * 50_000_000, save="1"))

    section.refresh_from_db()
    assert (answer.status_code, section.lock) == (413, 1)
    assert "<h1" in answer.content.decode()


def test_own_heading_can_be_changed_and_a_usual_one_cannot(officer, people, section):
    own = sections.add_section(section.version, by=people.officer, heading="Winter shelter")

    officer.post(url("section-edit", own), typed(own, heading="Night shelter", save="1"))
    officer.post(url("section-edit", section), typed(section, heading="Mine", save="1"))

    own.refresh_from_db()
    section.refresh_from_db()
    assert (own.heading, section.heading) == ("Night shelter", "Our commitment")


def test_an_empty_heading_is_refused_and_the_text_kept(officer, people, section):
    own = sections.add_section(section.version, by=people.officer, heading="Winter shelter")

    answer = officer.post(url("section-edit", own), typed(own, heading=" ", body="Typed words", save="1"))

    assert answer.status_code == 422
    assert "Enter a heading." in answer.content.decode()
    assert "Typed words" in answer.content.decode()


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


# ---- preview --------------------------------------------------------------------------------------


def test_preview_without_scripts_keeps_what_was_typed(officer, section):
    answer = officer.post(url("section-edit", section), typed(section, body="**Bold** words", preview="1"))

    page = answer.content.decode()
    section.refresh_from_db()
    assert (answer.status_code, section.lock) == (200, 1)
    assert "<strong>Bold</strong> words" in page
    assert "**Bold** words</textarea>" in page


def test_preview_for_scripts_is_a_piece_of_a_page(officer, section):
    answer = officer.post(url("section-preview", section), {"body": f"- one\n- two\n\n{SCRIPT}"})

    page = answer.content.decode()
    assert "<li>one</li>" in page
    assert "<html" not in page
    assert SCRIPT not in page


# ---- adding, moving, removing ---------------------------------------------------------------------


def add_url(section):
    return reverse(
        "governance:section-add", args=[section.version.document.reference, section.version.number]
    )


def order(section):
    return list(section.version.sections.order_by("position").values_list("key", flat=True))


def test_add_places_a_section_once(officer, section):
    form = officer.get(add_url(section)).context["form"]
    sent = {"heading": "Winter shelter", "after": section.pk, "once": form["once"].value()}

    first = officer.post(add_url(section), sent)
    second = officer.post(add_url(section), sent)

    assert order(section) == ["commitment", "winter-shelter", "advice"]
    assert first.url == second.url == url("section-edit", section, "winter-shelter")


def test_add_offers_the_usual_sections_that_are_missing(officer, section):
    answer = officer.get(f"{add_url(section)}?heading=Complaints")

    assert answer.context["form"]["heading"].value() == "Complaints"
    assert "complaints" in [model.key for model in answer.context["absent"]]
    officer.post(add_url(section), {"heading": "Complaints"})
    assert "complaints" in order(section)


def test_a_section_called_add_can_be_opened(officer, section):
    answer = officer.post(add_url(section), {"heading": "Add"})

    assert officer.get(answer.url).context["section"].heading == "Add"


def test_move_says_the_new_place_and_a_second_click_moves_no_further(officer, people, section):
    sections.add_section(section.version, by=people.officer, heading="Third")
    sent = {"to": "down", "seen": section.position}

    page = officer.post(url("section-move", section), sent, follow=True).content.decode()
    officer.post(url("section-move", section), sent)

    assert "“Our commitment” is section 2 of 3 now." in page
    assert order(section) == ["advice", "commitment", "third"]


def test_remove_asks_first(officer, section):
    page = officer.get(url("section-remove", section))
    officer.post(url("section-remove", section))
    again = officer.post(url("section-remove", section))

    assert page.status_code == 200
    assert (order(section), again.status_code) == (["advice"], 302)


def test_the_last_section_cannot_be_removed(officer, section):
    officer.post(url("section-remove", section))
    last = section.version.sections.get()

    answer = officer.post(url("section-remove", last))

    assert answer.status_code == 422
    assert "at least one section" in answer.content.decode()
    assert order(section) == ["advice"]


# ---- who may, and how -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [("officer", 200), ("manager", 403), ("practitioner", 404), ("stranger", 404), ("anonymous", 302)],
)
def test_sections_are_for_those_who_draft(client, people, section, name, status):
    if name != "anonymous":
        client.force_login(getattr(people, name))

    assert client.get(url("section-edit", section)).status_code == status
    given_back = 403 if name == "anonymous" else status  # the words come back to whoever was signed out
    assert client.post(url("section-autosave", section), typed(section)).status_code == given_back
    assert client.post(url("section-preview", section), typed(section)).status_code == given_back
    assert client.get(url("section-remove", section)).status_code == status
    moved = client.post(url("section-move", section), {"to": "up", "seen": 1})
    assert moved.status_code == (302 if name == "officer" else status)


def test_the_refusal_names_who_could(client, people, section):
    client.force_login(people.manager)

    page = client.get(url("section-edit", section)).content.decode()

    assert "information officer" in page


@pytest.mark.parametrize("name", ["section-autosave", "section-preview", "section-move"])
def test_what_changes_is_never_got(officer, section, name):
    assert officer.get(url(name, section)).status_code == 405


def test_an_unknown_section_is_not_found(officer, section):
    assert officer.get(url("section-edit", section, "nowhere")).status_code == 404


def test_another_organisations_draft_is_as_if_missing(client, people, section):
    client.force_login(people.stranger)
    there = client.get(url("section-edit", section))
    missing = client.get(url("section-edit", section).replace("NCC-COP-0001", "NCC-COP-9999"))

    assert there.status_code == missing.status_code == 404
    assert there.content.replace(b"NCC-COP-0001", b"") == missing.content.replace(b"NCC-COP-9999", b"")


def test_what_is_typed_is_never_markup(officer, people, section):
    own = sections.add_section(section.version, by=people.officer, heading=SCRIPT)
    officer.post(url("section-edit", own), {"heading": SCRIPT, "body": SCRIPT, "base": own.lock, "save": "1"})
    sections.keep_draft(own, people.officer, SCRIPT + "!", 1)

    pages = [
        officer.get(url("section-edit", own)),
        officer.get(draft_url(section)),
        officer.get(url("section-remove", own)),
        officer.get(add_url(section)),
        officer.post(
            url("section-edit", own), {"heading": SCRIPT, "body": "x" + SCRIPT, "base": 1, "save": "1"}
        ),
        officer.post(
            url("section-edit", own), {"heading": SCRIPT, "body": SCRIPT, "base": 2, "preview": "1"}
        ),
    ]

    assert [page.status_code for page in pages] == [200, 200, 200, 200, 409, 200]
    assert [SCRIPT in page.content.decode() for page in pages] == [False] * 6
    assert all("&lt;script&gt;" in page.content.decode() for page in pages)


def test_a_member_of_two_organisations_writes_in_each(client, people, section):
    make_member(people.stranger, people.organisation, Role.INFORMATION_OFFICER)
    client.force_login(people.stranger)

    assert client.get(url("section-edit", section)).status_code == 200


@pytest.mark.parametrize("base", ["9" * 40, "2147483648", "-1", "x", ""])
def test_a_base_that_is_no_lock_of_ours_loses_nothing(officer, section, base):
    response = officer.post(url("section-edit", section), {"body": "Typed with care.", "base": base})

    assert response.status_code in (409, 422)
    assert "Typed with care." in response.content.decode()


def test_an_address_in_small_letters_leads_to_the_same_page(officer, section):
    reference = section.version.document.reference.lower()

    assert officer.get(f"/documents/{reference}/").status_code == 200
    assert officer.get(url("section-edit", section).lower()).status_code == 200
    assert officer.get("/organisations/ncc/").status_code == 200
