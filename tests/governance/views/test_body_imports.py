from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from governance.models import BodyImport, Job
from governance.services import body_imports
from organisations.models import Organisation
from organisations.services.organisations import found_organisation
from tests.factories.organisations import make_organisation
from tests.governance.import_world import (
    FAULTY,
    GOOD,
    again,
    checked,
    confirmed,
    file,
    uploaded,
    worked,
)

pytestmark = pytest.mark.django_db
HOME = "/organisations/import/"
ANSWERS = {
    "administrator": 200, "officer": 403, "manager": 403, "practitioner": 403, "auditor": 403, "stranger": 404,
}  # fmt: skip


@pytest.fixture
def keeper(client, people):
    client.force_login(people.administrator)
    return client


def words(response):
    return " ".join(response.content.decode().split())


def lists(*texts):
    return [
        SimpleUploadedFile(f"list{number}.csv", text.encode(), content_type="text/csv")
        for number, text in enumerate(texts)
    ]


def pages(found):
    return [
        HOME,
        found.get_absolute_url(),
        f"{found.get_absolute_url()}bring-in/",
        f"{found.get_absolute_url()}give-up/",
    ]


# ---- who


def test_import_is_for_those_who_keep_the_register(client, people):
    found = checked(people)

    for page in pages(found):
        for name, status in ANSWERS.items():
            client.force_login(getattr(people, name))
            assert client.get(page).status_code == status, (name, page)
        client.logout()
        assert client.get(page).url.startswith("/sign-in/?next=/organisations/import/")


def test_nobody_may_where_no_organisation_keeps_the_register(keeper, people, settings):
    found = checked(people)
    settings.REGISTER_KEEPER = ""

    assert [keeper.get(page).status_code for page in pages(found)] == [404] * 4


def test_other_methods_are_refused(keeper, people):
    found = checked(people)

    assert [keeper.delete(page).status_code for page in pages(found)] == [405] * 4


def test_an_organisation_with_that_code_keeps_its_own_page(client, people):
    body = make_organisation("IMPORT", name="Importers")

    assert body.get_absolute_url() == "/organisations/IMPORT/"
    assert "Importers" in words(client.get(body.get_absolute_url()))


@pytest.mark.parametrize(
    ("who", "is_there"), [("administrator", True), ("officer", False), ("stranger", False)]
)
def test_the_list_of_organisations_leads_those_there_who_may(client, people, who, is_there):
    client.force_login(getattr(people, who))

    assert (f'href="{HOME}"' in words(client.get("/organisations/"))) is is_there


# ---- uploading


def test_upload_leads_to_the_import(keeper, people):
    answer = keeper.post(HOME, {"lists": lists(GOOD, FAULTY)})

    found = BodyImport.objects.get()
    assert answer.url == found.get_absolute_url()
    assert [one.name for one in found.files.all()] == ["list0.csv", "list1.csv"]


def test_the_form_sent_twice_makes_one_import(keeper, people):
    once = keeper.get(HOME).context["form"]["once"].value()
    first, second = (keeper.post(HOME, {"lists": lists(GOOD), "once": once}) for _each in range(2))

    assert first.url == second.url
    assert BodyImport.objects.count() == 1


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ([], "Choose the lists that you want to bring in."),
        (lists(""), "list0.csv is empty."),
        (lists(GOOD, GOOD), "list1.csv is the same file as list0.csv. Choose it once."),
        (lists("a" * (2 * 1024 * 1024 + 1)), "list0.csv is larger than 2 MB. Split it into several files."),
        (lists(*[f"{n}" for n in range(21)]), "Choose 20 files at most."),
    ],
    ids=["none", "empty", "same", "large", "many"],
)
def test_what_cannot_be_taken_is_refused_in_a_sentence(keeper, people, files, sentence):
    for each in files:
        each.seek(0)
    answer = keeper.post(HOME, {"lists": files})

    assert answer.status_code == 422
    assert words(answer).count(sentence) == 2  # on top, and at the field
    assert not BodyImport.objects.exists()


def test_more_than_the_service_takes_is_refused_with_a_page(keeper, people):
    answer = keeper.post(HOME, {"lists": lists(*["a" * (1024 * 1024) + str(n) for n in range(6)])})

    assert answer.status_code == 413


# ---- looking at it


def test_a_check_that_waits_looks_again_until_it_is_told_not_to(keeper, people):
    found = uploaded(people)

    shown = keeper.get(found.get_absolute_url())

    assert shown["Refresh"] == "3"
    assert "Waiting to start." in words(shown)
    assert "Refresh" not in keeper.get(f"{found.get_absolute_url()}?stay").headers


def test_a_running_job_shows_how_far_it_is(keeper, people):
    found = uploaded(people)
    Job.objects.filter(pk=found.job_id).update(
        state="running",
        heartbeat_at=timezone.now(),
        progress_done=3,
        progress_total=7,
        progress_text="a.csv: 9 bodies",
    )

    shown = words(keeper.get(found.get_absolute_url()))

    assert '<progress class="sr-progress__bar" value="3" max="7"' in shown
    assert "a.csv: 9 bodies" in shown
    assert "Give up" not in shown


def test_faults_stand_beside_their_cells(keeper, people):
    found = checked(people, file(FAULTY))

    shown = words(keeper.get(found.get_absolute_url()))

    assert "2 rows cannot be used" in shown
    cell = shown[shown.index(">soon<") :][:200]
    assert "“soon” is not a date" in cell
    cell = shown[shown.index(">nowhere<") :][:200]
    assert "“nowhere” is not a web address" in cell
    assert "bring-in/" not in shown


def test_a_cell_is_text_whatever_stands_in_it(keeper, people):
    text = "government-organisation,name,website\nD1,<script>alert(1)</script>,<img src=x>\n"
    found = checked(people, file(text, "<b>.csv"))

    shown = words(keeper.get(found.get_absolute_url()))

    assert "<script>alert" not in shown
    assert "<img" not in shown
    assert "&lt;b&gt;.csv" in shown


def test_a_fault_without_a_cell_stands_at_its_row(keeper, people):
    found = checked(people, file("government-organisation,website\nD1,\n"))

    shown = words(keeper.get(found.get_absolute_url()))

    assert "list.csv</span>, the heading" in shown
    assert "The column “name” is missing" in shown


def test_faulty_rows_come_in_pages(keeper, people):
    text = "government-organisation,name\n" + "".join(f"D{n},\n" for n in range(60))
    found = checked(people, file(text))

    first, second = (words(keeper.get(f"{found.get_absolute_url()}{query}")) for query in ("", "?page=2"))

    assert (first.count('class="sr-faulty"'), second.count('class="sr-faulty"')) == (50, 10)
    assert 'href="?page=2"' in first
    assert "line 2<" in words(keeper.get(f"{found.get_absolute_url()}?page=nonsense"))


def test_a_check_without_fault_offers_to_bring_in(keeper, people):
    found_organisation("SEC", by=people.administrator, name="Second")
    found = checked(people)

    shown = words(keeper.get(found.get_absolute_url()))

    assert "Bring in 2 organisations" in shown
    assert "Second: government-organisation:D2 joined SEC (SEC)" in shown
    assert "Beginnings count from the first day" in shown


def test_changes_are_shown_with_before_and_after(keeper, people):
    worked(confirmed(people))
    found = checked(people, file(GOOD.replace("First", "First and foremost")))

    shown = words(keeper.get(found.get_absolute_url()))

    assert "</span>First</del>" in shown
    assert "</span>First and foremost</ins>" in shown


def test_lists_that_change_nothing_are_not_brought_in(keeper, people):
    worked(confirmed(people))
    found = checked(people)

    shown = keeper.get(found.get_absolute_url())

    assert "The register agrees with these lists." in words(shown)
    assert "bring-in/" not in words(shown)
    assert keeper.get(f"{found.get_absolute_url()}bring-in/").url == found.get_absolute_url()


# ---- bringing in


def bring_in(client, found):
    page = f"{found.get_absolute_url()}bring-in/"
    planned = client.get(page).context["form"]["planned"].value()
    return client.post(page, {"planned": planned})


def test_bringing_in_asks_once_more_and_then_writes(keeper, people):
    found = checked(people)
    asked = words(keeper.get(f"{found.get_absolute_url()}bring-in/"))
    assert "Bring in 2 organisations?" in asked

    assert bring_in(keeper, found).url == found.get_absolute_url()
    waiting = words(keeper.get(found.get_absolute_url()))
    found = worked(again(found))

    assert "The organisations are being brought in" in waiting
    shown = words(keeper.get(found.get_absolute_url()))
    assert "2 organisations were written, by Administrator on" in shown
    assert 'href="/organisations/"' in shown
    assert Organisation.objects.filter(code__startswith="GOV").count() == 2


def test_bringing_in_twice_writes_once(keeper, people):
    found = checked(people)
    page, planned = f"{found.get_absolute_url()}bring-in/", found.report["print"]

    answers = [keeper.post(page, {"planned": planned}).status_code for _each in range(2)]

    assert answers == [302, 302]
    assert Job.objects.filter(task__endswith="bring_in_bodies").count() == 1


def test_bringing_in_what_was_given_up_is_answered_with_what_it_is_now(keeper, people):
    found = checked(people)
    planned = found.report["print"]
    body_imports.give_up(found, by=people.administrator)

    answer = keeper.post(f"{found.get_absolute_url()}bring-in/", {"planned": planned})

    assert (answer.status_code, again(found).state) == (409, "given_up")
    assert "This import has moved on" in words(answer)


def test_a_changed_register_is_told_and_asked_about_again(keeper, people):
    found = confirmed(people)
    found_organisation("SEC", by=people.administrator, name="Second")
    found = worked(found)

    shown = words(keeper.get(found.get_absolute_url()))

    assert "The register has changed since you looked." in shown
    assert bring_in(keeper, found).status_code == 302
    assert worked(again(found)).state == "done"


# ---- what goes wrong, and giving up


def test_a_failed_job_says_why_and_is_tried_again(keeper, people):
    found = confirmed(people)
    Job.objects.filter(pk=found.job_id).update(
        state="failed", finished_at=timezone.now(), error="The disk is full."
    )

    shown = words(keeper.get(found.get_absolute_url()))
    answer = keeper.post(found.get_absolute_url())

    assert "The disk is full." in shown
    assert "Try again" in shown
    assert answer.url == found.get_absolute_url()
    assert worked(again(found)).state == "done"


def test_trying_again_what_has_not_failed_changes_nothing(keeper, people):
    found = uploaded(people)

    answer = keeper.post(found.get_absolute_url(), follow=True)

    assert "has not failed" in words(answer)


def test_giving_up_asks_once_more(keeper, people):
    found = checked(people)
    page = f"{found.get_absolute_url()}give-up/"
    assert "Give up this import?" in words(keeper.get(page))

    answer = keeper.post(page, follow=True)

    assert "The import is given up." in words(answer)
    assert "gave it up on" in words(keeper.get(found.get_absolute_url()))
    assert keeper.get(page).url == found.get_absolute_url()


def test_giving_up_what_is_brought_in_is_answered_with_what_it_is_now(keeper, people):
    found = worked(confirmed(people))

    assert keeper.post(f"{found.get_absolute_url()}give-up/").status_code == 409


def test_earlier_imports_say_who_and_when_newest_first(keeper, people, monkeypatch):
    from governance.views import body_imports as views

    monkeypatch.setattr(views, "EARLIER", 2)
    made = [checked(people, file(GOOD, f"{n}.csv")) for n in range(3)]
    checked(people, file(FAULTY, "wrong.csv"))

    first = keeper.get(HOME)
    older = keeper.get(f"{HOME}?before={first.context['older']}")

    assert [found.files.first().name for found, _state in first.context["imports"]] == ["wrong.csv", "2.csv"]
    assert [found.files.first().name for found, _state in older.context["imports"]] == ["1.csv", "0.csv"]
    assert "Uploaded by Administrator" in words(first)
    assert "Has faults" in words(first)
    assert made[0].get_absolute_url() in words(older)
