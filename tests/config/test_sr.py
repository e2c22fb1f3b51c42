"""What templates can say beyond Django's own words."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from config import assets
from config.templatetags.sr import COLOURS, first_word, markdown, other_words
from config.version import VERSION
from governance.models.version import DocumentVersion, Standing


def said(source, **context):
    return Template(source).render(Context(context)).strip()


def in_force(review_in=None):
    today = timezone.localdate()
    return DocumentVersion(
        state="published",
        effective_from=today,
        next_review_on=None if review_in is None else today + timedelta(days=review_in),
    )


def test_every_standing_has_a_colour():
    assert set(COLOURS) == set(Standing)


@pytest.mark.parametrize(
    ("state", "tag"), [("draft", "grey"), ("in_review", "blue"), ("approved", "turquoise")]
)
def test_standing_is_a_coloured_word(state, tag):
    version = DocumentVersion(state=state)

    word = Standing(state).label
    assert (
        said("{% standing version %}", version=version)
        == f'<strong class="sr-tag sr-tag--{tag}">{word}</strong>'
    )


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (None, ""),
        (91, ""),
        (90, '<strong class="sr-tag sr-tag--orange">Review due</strong>'),
        (-1, '<strong class="sr-tag sr-tag--red">1 day overdue</strong>'),
        (-12, '<strong class="sr-tag sr-tag--red">12 days overdue</strong>'),
    ],
)
def test_review_is_said_where_it_is_near_or_past(days, text):
    assert said("{% review version %}", version=in_force(days)) == text


def test_markdown_begins_at_the_heading_asked_for_and_drops_scripts():
    html = markdown("# Who\n\n<script>1</script> **We** do.", 3)

    assert "<h3" in html
    assert "<strong>We</strong>" in html
    assert "<script" not in html


def test_markdown_of_nothing_is_nothing():
    assert markdown(None) == ""


@pytest.mark.parametrize(
    ("name", "bold", "rest"),
    [("Sharing Register", "Sharing", "Register"), ("Register", "Register", ""), ("A B C", "A", "B C")],
)
def test_name_is_parted_after_its_first_word(name, bold, rest):
    assert (first_word(name), other_words(name)) == (bold, rest)


def test_version_is_that_of_the_project():
    assert said("{% product_version %}") == VERSION


@pytest.mark.parametrize("missing", [None, *assets.FILES])
def test_built_files_are_used_all_or_none(settings, tmp_path, missing):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "vendor").mkdir()
    for name in assets.FILES:
        if name != missing:
            (tmp_path / "vendor" / name).touch()

    addresses = [said("{% vendor name %}", name=name) for name in assets.FILES]

    assert addresses == [f"/static/vendor/{name}" if missing is None else "" for name in assets.FILES]


ROWS = """
{% table "People" caption="People and roles" %}
<thead class="head"><tr><th scope="col" class="a">Person</th><th scope="col">Role "here"</th>
  <th scope="col"><span class="govuk-visually-hidden">Actions</span></th></tr></thead>
<tbody>{% for who, role in rows %}<tr class="one"><th scope="row">{{ who }}</th><td class="b">{{ role }}</td><td>
  <a href="/">End</a></td></tr>{% endfor %}</tbody>
{% endtable %}
"""


def test_a_table_says_its_roles_and_each_cell_its_column():
    page = said(ROWS, rows=[("Sam <td>", "Manager"), ("Joy", "")])

    assert page.startswith(
        '<div class="sr-scroll" role="group" tabindex="0" aria-label="People">'
        '<table class="govuk-table sr-table sr-cards" role="table">'
        '<caption class="govuk-visually-hidden">People and roles</caption>'
    )
    assert '<thead role="rowgroup" class="head"><tr role="row">' in page
    assert '<th scope="col" role="columnheader" class="a">Person</th>' in page
    assert (
        '<tbody role="rowgroup"><tr role="row" class="one"><th scope="row" role="rowheader">Sam &lt;td&gt;</th>'
        '<td role="cell" class="b" data-label="Role &quot;here&quot;"><div>Manager</div></td>'
        '<td role="cell"><a href="/">End</a></td></tr>'
    ) in page
    assert '<td role="cell" class="b"></td>' in page


def test_a_table_in_a_text_can_be_reached_by_keyboard_and_is_named_after_its_section():
    page = said("{% section_text body heading %}", body="|a|\n|-|\n|1|", heading="Who <decides>")

    assert 'role="group" tabindex="0" aria-label="Table 1, Who &lt;decides&gt;"' in page
    assert said("{% section_text body heading %}", body="", heading="Who") == ""
