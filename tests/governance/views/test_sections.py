"""Writing a section and saving it; adding, moving and removing sections; and who may."""

import pytest

from audit.models import Event
from governance.services import sections
from organisations.permissions import Role
from tests.factories.organisations import make_member
from tests.governance.views.section_pages import add_url, draft_url, typed, url

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


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


def test_an_address_in_small_letters_leads_to_the_same_page(officer, section):
    reference = section.version.document.reference.lower()

    assert officer.get(f"/documents/{reference}/").status_code == 200
    assert officer.get(url("section-edit", section).lower()).status_code == 200
    assert officer.get("/organisations/ncc/").status_code == 200
