"""Nobody reads Django's words about a form: each sentence names its field and says what to do."""

import pytest
from django import forms

from audit.forms.plain import OUT_OF_DATE, PlainWords
from config.gallery import SampleForm  # noqa: F401  # known by its class
from governance.forms import access, documents, filters, review, sections  # noqa: F401
from organisations.forms import details, people, search  # noqa: F401

OWN = ("audit", "config", "consent", "governance", "organisations", "practice", "protocols")
OF_DJANGO = (
    "Select a valid choice", "is not a valid", "Ensure this value", "Null characters", "This field is required",
    "Enter a valid", "Enter a whole number.",
)  # fmt: skip


class Sample(PlainWords, forms.Form):
    title = forms.CharField(label="Title (optional)", max_length=5, required=False)
    months = forms.IntegerField(label="Months", min_value=1, max_value=60)
    kind = forms.ChoiceField(
        label="What kind?", choices=[("a", "A")], error_messages={"required": "Say which."}
    )
    sure = forms.BooleanField(label="I am sure")
    e_mail = forms.EmailField()


class Stale(PlainWords, forms.Form):
    title = forms.CharField(label="Title")
    once = forms.UUIDField(widget=forms.HiddenInput)
    lock = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


@pytest.mark.parametrize(
    ("typed", "sentences"),
    [
        (
            {"title": "x" * 9, "months": "0", "kind": "nonsense", "sure": "on", "e_mail": "me"},
            {
                "title": "Use 5 characters or fewer for “Title”; this has 9.",
                "months": "Enter 1 or more for “Months”.",
                "kind": "Choose one of the options for “What kind?”.",
                "e_mail": "Enter an e-mail address for “E mail”, such as name@example.org.",
            },
        ),
        (
            {"title": "x\0"},
            {
                "title": (
                    "“Title” has a sign that cannot be kept, perhaps from a copied text. "
                    "Type it again without it."
                ),
                "months": "Fill in “Months”.",
                "kind": "Say which.",
                "sure": "Tick “I am sure”.",
                "e_mail": "Fill in “E mail”.",
            },
        ),
        (
            {"months": "many", "kind": "a", "sure": "on", "e_mail": "a@b.example"},
            {"months": "Enter a whole number for “Months”."},
        ),
    ],
)
def test_each_fault_is_a_sentence_of_ours(typed, sentences):
    form = Sample(typed)

    assert {name: errors[0] for name, errors in form.errors.items()} == sentences


@pytest.mark.parametrize("typed", [{}, {"once": "zz", "lock": "-1"}, {"once": "\0", "lock": "x"}])
def test_what_is_wrong_with_hidden_fields_is_one_sentence(typed):
    form = Stale({"title": "A", **typed})

    assert form.errors == {"__all__": [str(OUT_OF_DATE)]}


def every_form(base=forms.BaseForm):
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def test_every_form_of_ours_speaks_plainly():
    ours = {form for form in every_form() if form.__module__.partition(".")[0] in OWN}

    # those of sign-in are allauth's
    strange = {
        f for f in ours if not issubclass(f, PlainWords) and f.__module__ != "organisations.forms.sign_in"
    }
    assert len(ours) > 20
    assert strange == set()


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "nonsense\0", "9" * 5000, "-1"])
def test_no_form_says_what_django_would_say(value):
    said = []
    for form in {f for f in every_form(PlainWords) if f.__module__.partition(".")[0] in OWN}:
        try:
            bound = form(dict.fromkeys(form.base_fields, value))
        except TypeError:  # those that are told more than what was typed
            continue
        said += [(form.__name__, name, error) for name, errors in bound.errors.items() for error in errors]

    assert [told for told in said if any(words in told[2] for words in OF_DJANGO)] == []
