"""The pages of help: whole, of one shape, and reached from every page."""

import re

import pytest
from django.urls import Resolver404, resolve

from config.help.library import TASKS, shelves, task_for, task_named
from config.help.task import FOLDER
from governance.content.readability import reading_age
from governance.markdown import plain
from organisations.permissions import ROLE_RIGHTS, Can, Role
from tests.browser.pages import named_urls

HEADINGS = ["## What you need", "## Steps", "## What happens then"]
LINK = re.compile(r"\]\((.+?)\)")
NO_HELP = {
    "healthz": "answers machines",
    "page-help": "is the help",
    "page-help-task": "is the help",
    "page-components": "for developers and tests",
    "page-accessibility": "a statement to read; nothing is done there",
    "page-privacy": "a statement to read; nothing is done there",
    "page-cookies": "a statement to read; nothing is done there",
    "page-licences": "a list to read; nothing is done there",
    "account_set_password": "leads on to the change of the password",
    "governance:short": "leads on to the document",
    "governance:version-changes": "leads on to the comparison",
    "governance:matrix-csv": "a file",
    "governance:attachment": "a file",
    "governance:reading-report-csv": "a file",
    "governance:readers-csv": "a file",
    "governance:training-csv": "a file",
    "governance:reading-opened": "answers the page's script",
    "protocols:register-csv": "a file",
    "protocols:register-json": "a file",
    "protocols:register-feed": "a feed",
    "protocols:invited-text": "a file",
    "protocols:invited-pdf": "a file",
    "protocols:invited-file": "a file",
    "protocols:invited-receipt": "a file",
    "protocols:invited-data-json": "a file",
    "protocols:invited-data-csv": "a file",
    "protocols:signed-copy": "a file",
    "protocols:signature-scan": "a file",
    "protocols:signing-remind": "a button of the page of signatures",
    "protocols:signing-review": "a button of the page of signatures",
    "protocols:map-csv": "a file",
    "organisations:logo-picture": "a picture",
    "protocols:row-move": "a button of the tasks of a protocol",
    "governance:section-autosave": "answers the editor's script",
    "governance:section-preview": "answers the editor's script",
    "governance:mail-again": "a button of the notifications",
    "governance:undelivered-again": "a button of the e-mails that could not be delivered",
    "governance:section-move": "a button of the draft",
    "governance:step-move": "a button of the steps",
    "governance:adopted-take": "a button of the page on the template",
    "governance:adopted-follow": "a button of the page on the template",
}
each_task = pytest.mark.parametrize("task", TASKS, ids=lambda task: task.slug)


def test_every_address_has_help_or_a_reason_for_none():
    helped = [page for task in TASKS for page in task.pages]

    assert len(helped) == len(set(helped))
    assert {*helped, *NO_HELP} == set(named_urls())
    assert set(helped) & set(NO_HELP) == set()
    assert all(task_for(page).slug == task.slug for task in TASKS for page in task.pages)


def test_every_text_belongs_to_one_task():
    slugs = [task.slug for task in TASKS]

    assert sorted(slugs) == sorted(file.stem for file in FOLDER.glob("*"))


@each_task
def test_a_page_has_what_one_needs_steps_and_what_happens_then(task):
    lines = task.text.splitlines()
    at = [lines.index(heading) for heading in HEADINGS]
    steps = [line.partition(".")[0] for line in lines[at[1] + 1 : at[2]] if line]

    assert [line for line in lines if line.startswith("#")] == HEADINGS
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    assert 3 <= len(steps) <= 7
    assert all(any(lines[start + 1 : end]) for start, end in zip(at, [*at[1:], None], strict=True))


@each_task
def test_a_page_can_be_read_at_the_age_of_12(task):
    assert reading_age(plain(task.text)) < 12


@each_task
def test_a_page_leads_to_other_pages_that_are_there(task):
    assert 1 <= len(task.see) <= 3
    assert [slug for slug in task.see if slug == task.slug or task_named(slug) is None] == []


@each_task
def test_every_link_in_a_text_leads_somewhere(task):
    for address in LINK.findall(task.text):
        if address != "tel:999":
            assert resolve(address)


def test_a_link_that_leads_nowhere_would_be_found():
    with pytest.raises(Resolver404):
        resolve("/no-such-page/")


def test_index_lists_each_task_for_those_who_hold_its_right():
    by_reader = {shelf.key: {task.slug for task in shelf.tasks} for shelf in shelves()}

    assert list(by_reader) == ["everybody", *(role.value.replace("_", "-") for role in Role)]
    assert set().union(*by_reader.values()) == {task.slug for task in TASKS}
    for role in Role:
        of_right = {task.slug for task in TASKS if set(task.rights) & ROLE_RIGHTS[role]}
        assert of_right <= by_reader[role.value.replace("_", "-")]
    assert by_reader["auditor"] == {
        "look-up-roles", "read-the-log", "confirm-what-you-read", "see-notifications",
    }  # fmt: skip
    assert not any(task.rights for task in TASKS if task.slug in by_reader["everybody"])


def test_who_can_do_it_comes_from_the_table_of_rights():
    approving = task_named("approve").holders
    logging = task_named("read-the-log").holders

    assert [(each.right, each.roles, each.by_grant) for each in approving] == [
        (Can.APPROVE, "Information officer or manager", True)
    ]
    assert [(each.right, each.roles, each.by_grant) for each in logging] == [(Can.READ_LOG, "Auditor", False)]
