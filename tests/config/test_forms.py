"""One template draws every field: label, hint, error and control belong together for those who hear the page."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string

from config.gallery import SampleForm
from config.templatetags.sr import anchor, faults, is_marked_optional


class Elements(HTMLParser):
    """Every start tag of a piece of HTML with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def of(self, *tags):
        return [attrs for tag, attrs in self.found if tag in tags]


class Filters(forms.Form):
    q = forms.CharField(label="Words", required=False)
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "All")])


def drawn(field):
    return Elements(field.as_field_group())


EMPTY = {"sure": "", "several": []}


@pytest.mark.parametrize("name", list(SampleForm.base_fields))
@pytest.mark.parametrize("data", [None, EMPTY], ids=["at rest", "refused"])
def test_each_control_has_a_label_and_each_reference_a_target(name, data):
    found = drawn(SampleForm(data)[name])

    ids = [attrs["id"] for _tag, attrs in found.found if "id" in attrs]
    controls = [attrs["id"] for attrs in found.of("input", "select", "textarea")]
    named = [attrs["for"] for attrs in found.of("label")]
    described = [one for _tag, attrs in found.found for one in attrs.get("aria-describedby", "").split()]
    assert len(ids) == len(set(ids))
    assert sorted(named) == sorted(controls)
    assert set(described) <= set(ids)


@pytest.mark.parametrize("name", ["address", "received", "kind", "size", "sure"])
def test_error_is_tied_to_its_control(name):
    field = SampleForm(EMPTY)[name]

    found = drawn(field)

    holders = found.of("fieldset") if name == "size" else found.of("input", "select", "textarea")
    assert f"id_{name}_error" in holders[0]["aria-describedby"].split()
    assert any("govuk-form-group--error" in attrs.get("class", "") for attrs in found.of("div"))


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("address", "govuk-input"),
        ("received", "govuk-input--width-10 govuk-input"),
        ("why", "govuk-textarea"),
        ("kind", "govuk-select"),
        ("size", "govuk-radios__input"),
        ("several", "govuk-checkboxes__input"),
        ("sure", "govuk-checkboxes__input"),
    ],
)
def test_control_has_the_class_of_its_kind(name, style):
    controls = drawn(SampleForm()[name]).of("input", "select", "textarea")

    assert {attrs["class"] for attrs in controls} == {style}


def test_nothing_is_chosen_beforehand():
    found = [attrs for name in ("size", "several", "sure") for attrs in drawn(SampleForm()[name]).of("input")]

    assert not any("checked" in attrs for attrs in found)


def test_fields_that_may_stay_empty_say_so_where_others_may_not():
    form = SampleForm()

    assert [field.name for field in form if is_marked_optional(field)] == ["why", "several"]
    assert "(optional)" in form["why"].as_field_group()


def test_form_of_filters_says_optional_nowhere():
    assert [field.name for field in Filters() if is_marked_optional(field)] == []


def test_summary_lists_each_fault_once_with_a_link_to_its_control():
    form = SampleForm({"address": "no address", "size": "9"})
    form.add_error(None, "The two do not fit.")

    html = render_to_string("components/error_summary.html", {"form": form})

    links = [attrs["href"] for attrs in Elements(html).of("a")]
    assert links == ["#id_address", "#id_received", "#id_kind", "#id_size_0", "#id_sure"]
    assert html.index("The two do not fit.") < html.index("<a ")


def test_form_without_faults_has_no_summary():
    assert render_to_string("components/error_summary.html", {"form": SampleForm()}).strip() == ""


def test_summary_leads_to_the_first_of_a_group():
    form = SampleForm()

    assert [anchor(form[name]) for name in ("address", "size", "several", "sure")] == [
        "id_address",
        "id_size_0",
        "id_several_0",
        "id_sure",
    ]


def test_empty_field_is_asked_for_by_its_name():
    form = SampleForm(EMPTY)

    assert {name: faults(form[name]) for name in ("address", "received", "kind", "sure")} == {
        "address": ["Enter your e-mail address."],
        "received": ["Fill in “When was it received?”."],
        "kind": ["Choose an answer to “Kind”."],
        "sure": ["Tick “I have read it”."],
    }


@pytest.mark.parametrize(("length", "narrow"), [(20, True), (21, False), (None, False)])
def test_short_answers_get_a_narrow_box(length, narrow):
    form = type("Short", (forms.Form,), {"code": forms.CharField(max_length=length)})()

    control = drawn(form["code"]).of("input")[0]

    assert ("govuk-input--width-10" in control["class"]) is narrow


def test_what_was_typed_is_escaped():
    html = SampleForm({"why": "<script>1</script>"})["why"].as_field_group()

    assert "<script>" not in html
    assert "&lt;script&gt;1&lt;/script&gt;" in html
