"""Steps are printed as a numbered list among the sections, and who signed as words behind the text."""

import pytest
import time_machine

from governance.pdf.html import printable
from governance.pdf.render import to_pdf
from governance.pdf.rows import as_markdown
from governance.pdf.schedules import body_of
from governance.steps import STEPS
from tests.factories.governance import draft_of, make_procedure, published
from tests.factories.practice import make_statement
from tests.governance.pdf.helpers import assert_sound, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day():
    with time_machine.travel("2026-11-24T09:30:00Z", tick=True):
        yield


def test_steps_stand_unnumbered_behind_the_emergency_and_tokens_are_numbers(people):
    version = published(
        draft_of(make_procedure(people.organisation, people.officer)), people.officer, people.approver
    )

    body = body_of(version)

    assert [(s.number, s.anchor) for s in body.sections[2:5]] == [
        ("3", "section-3"),
        ("", "section-steps"),
        ("4", "section-4"),
    ]
    assert body.sections[3].html.count("<ol>") == 1
    assert "as in step 10" in body.sections[6].html
    assert body.schedules == []


def test_a_procedure_and_a_statement_print_soundly(people, tmp_path):
    for make, words in ((make_procedure, "Confirm your decision"), (make_statement, "Martin Heslop")):
        version = published(
            draft_of(make(people.organisation, people.officer)), people.officer, people.approver
        )
        pdf = to_pdf(printable(version))

        assert_sound(pdf.content, tmp_path)
        assert words.replace(" ", "") in words_of(pdf.content)


def test_plain_fields_are_no_markdown():
    row = {
        "key": "a",
        "what": "Do *this* [now](x)",
        "who": "# You",
        "by_when": "",
        "record": "",
        "guidance": "",
    }

    assert as_markdown(STEPS, {"steps": [row]}) == (
        "1.   **Do \\*this\\* \\[now\\]\\(x\\)**\n\n     Who does it: \\# You"
    )
