from dataclasses import replace
from datetime import date

import pytest

from governance.content.code_of_practice import CODE_OF_PRACTICE
from governance.kinds import PlainSection, VersionText
from tests.governance.content.texts import starting_text

CHECKS = {check.key: check for check in CODE_OF_PRACTICE.checks}


def findings(key, text):
    return [(finding.section_key, finding.message) for finding in CHECKS[key].test(text)]


def one(body, heading="Our rules", key="rules"):
    return VersionText("Code", "en-gb", (PlainSection(key, heading, body),))


def without(*keys):
    text = starting_text()
    return replace(text, sections=tuple(s for s in text.sections if s.key not in keys))


def emptied(key):
    text = starting_text()
    return replace(
        text,
        sections=tuple(PlainSection(s.key, s.heading, "" if s.key == key else s.body) for s in text.sections),
    )


def test_a_required_section_that_is_missing_or_empty():
    assert findings("required-sections", without("scope")) == [
        ("", "There is no section “Scope and whom it binds”.")
    ]
    assert findings("required-sections", emptied("support")) == [
        ("support", "“Support for professional judgement” is empty.")
    ]


def test_a_section_from_elsewhere_counts_by_its_heading():
    text = without("scope")
    other = PlainSection("scope-of-this", "Scope And Whom It Binds", "Everyone.")

    assert findings("required-sections", replace(text, sections=(other, *text.sections))) == []


def test_a_section_that_is_not_required_may_be_empty():
    assert findings("required-sections", emptied("training")) == []


FAILS = {
    "support": "Staff must take care.",
    "no-protocol-needed": "We have protocols with our partners. Staff do not share without one.",
    "judgement": "Follow the table below.",
    "duties": "We are careful with information.",
    "consent": "Ask for consent.",
    "recording": "Record what you shared.",
    "emergency": "Take your time.",
    "complaints": "Use our form.",
    "review": "The Information Governance team looks after this Code.",
}


@pytest.mark.parametrize("key", FAILS)
def test_what_a_code_must_say_is_missed(key):
    assert len(findings(key, one(FAILS[key]))) == 1


PASSES = {
    "support": "The trust stands behind everyone who decides in good faith.",
    "no-protocol-needed": "By itself, the lack of an information sharing protocol must never be a reason for "
    "not sharing information.",
    "judgement": "The decision must always be based on professional judgement.",
    "duties": "If the law requires you to share, do so.",
    "consent": "You may share without consent where a child may be at risk.",
    "recording": "Write down your decision, whether or not you share.",
    "emergency": "In an emergency, act first.",
    "complaints": "You can complain to the ICO.",
    "review": "This policy is reviewed every two years.",
}


@pytest.mark.parametrize("key", PASSES)
def test_what_a_code_must_say_is_found_in_other_words(key):
    assert findings(key, one(PASSES[key])) == []


def test_a_finding_points_to_the_section_that_should_say_it():
    said = "Say that you support people who decide with care and in good faith."

    assert findings("support", one("Nothing.", key="support")) == [("support", said)]
    assert findings("support", one("Nothing.")) == [("", said)]


def test_who_advises_needs_a_name_a_number_and_the_night():
    assert [message for _key, message in findings("roles", one("Ask your colleagues."))] == [
        "Say who advises.",
        "Give a telephone number or an e-mail address for advice.",
        "Say whom to ask out of hours.",
    ]
    assert findings("roles", one("For advice call 01632 960100. Out of hours, call the duty team.")) == []


@pytest.mark.parametrize(
    "body",
    [
        "Call [Name and role].",
        "Reviewed by TBC.",
        "Owner: XXXX",
        "Call <insert number>.",
        "lorem ipsum dolor",
    ],
)
def test_a_place_left_to_fill_in(body):
    assert [key for key, _message in findings("placeholders", one(body))] == ["rules"]


@pytest.mark.parametrize(
    "body",
    [
        "See [our guide](https://northshire.example/guide).",
        "He wrote “recieved” [sic].",
        "See note [12].",
        "A TV",
    ],
)
def test_brackets_that_are_no_place_to_fill_in(body):
    assert findings("placeholders", one(body)) == []


def test_a_review_day_is_enough():

    text = replace(one("Nothing about it."), next_review_on=date(2027, 11, 1))

    assert findings("review", text) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("See [our guide](northshire.example).", "The link “our guide” leads nowhere"),
        ("See [our guide](http://).", "The link “our guide” leads nowhere"),
        ("See [our guide](https://northshire.example/a guide).", "The link “our guide” leads nowhere"),
        ("See [our guide](javascript:alert).", "The link “our guide” leads nowhere"),
        ("See [](https://northshire.example).", "has no words"),
        ("Click [here](https://northshire.example).", "does not say where"),
        ("See https://northshire.example/guide.", "Turn the address https://northshire.example/guide into"),
        ("See www.northshire.example today.", "Turn the address www.northshire.example into"),
    ],
)
def test_a_link_that_is_not_well_formed(body, message):
    found = findings("links", one(body))

    assert len(found) == 1
    assert message in found[0][1]


@pytest.mark.parametrize(
    "body",
    [
        "See [our guide](https://northshire.example/guide_(1)).",
        "Write to [the desk](mailto:desk@northshire.example) or [call](tel:+441632960100).",
    ],
)
def test_a_link_that_is_well_formed(body):
    assert findings("links", one(body)) == []


def test_superseded_law_is_a_hint_with_what_replaced_it_and_the_source():
    assert CHECKS["superseded"].hint
    [(key, message)] = findings("superseded", one("This follows the Data Protection Act 1998."))

    assert key == "rules"
    assert message == (
        "“Data Protection Act 1998”: Repealed for almost all purposes. Now, since 25 May 2018: UK GDPR and Data "
        "Protection Act 2018. Source: DPA 2018 s.211, Sch 19; https://www.legislation.gov.uk/ukpga/2018/12/contents."
    )


def test_a_protocol_as_a_gate_is_a_hint():
    text = one("Information must not be shared without a signed protocol.")

    assert "sharing by professional judgement" in findings("superseded", text)[0][1]


def test_a_text_that_is_hard_to_read_is_a_hint():
    hard = "Notwithstanding responsibilities, confidentiality considerations necessitate deliberation. "

    found = findings("reading-age", one(hard * 12))

    assert CHECKS["reading-age"].hint
    assert [key for key, _message in found] == ["", "rules"]
    assert found[0][1].startswith("Easy to read from about age ")


def test_signs_that_the_pdf_cannot_print_are_a_hint_that_names_them_and_the_section():
    text = one("Hello \u65e5\u672c\u8a9e and \U0001f600, again \u65e5, a tick \u2713, e\u0301.")

    assert CHECKS["signs"].hint
    assert findings("signs", text) == [
        (
            "rules",
            "The PDF prints a square for these signs in “Our rules”: \u65e5 \u672c \u8a9e \U0001f600",
        )
    ]
    assert findings("signs", replace(text, title="\u65e5"))[0] == (
        "",
        "The PDF prints a square for these signs in the title: \u65e5",
    )
    assert findings("signs", one("Plain words, \u201cquoted\u201d.")) == []
