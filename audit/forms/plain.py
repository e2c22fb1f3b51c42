"""What a form says of a field that is not filled in as it should be: sentences that name the field.

A form's own words stay. Only those that Django would say are replaced, here and nowhere else.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

OUT_OF_DATE = _("This page is out of date. Open it again.")
WORDS = {
    "required": _("Fill in “{label}”."),
    "invalid_choice": _("Choose one of the options for “{label}”."),
    "invalid_list": _("Choose one of the options for “{label}”."),
    "invalid_pk_value": _("Choose one of the options for “{label}”."),
    "invalid": _("“{label}” cannot be read as it was typed. Look at it again."),
    "max_length": _("Use %(limit_value)d characters or fewer for “{label}”; this has %(show_value)d."),
    "min_length": _("Use %(limit_value)d characters or more for “{label}”; this has %(show_value)d."),
    "min_value": _("Enter %(limit_value)s or more for “{label}”."),
    "max_value": _("Enter %(limit_value)s or less for “{label}”."),
    "null_characters_not_allowed": _(
        "“{label}” has a sign that cannot be kept, perhaps from a copied text. Type it again without it."
    ),
}
KINDS: list[tuple[type[forms.Field], dict[str, Any]]] = [  # Any: lazy words
    (forms.BooleanField, {"required": _("Tick “{label}”.")}),
    (forms.ChoiceField, {"required": _("Choose an answer to “{label}”.")}),
    (forms.IntegerField, {"invalid": _("Enter a whole number for “{label}”.")}),
    (forms.EmailField, {"invalid": _("Enter an e-mail address for “{label}”, such as name@example.org.")}),
    (forms.SlugField, {"invalid": _("Use only letters, numbers, hyphens and underscores for “{label}”.")}),
    (forms.URLField, {"invalid": _("Enter a web address for “{label}”, such as https://example.org.")}),
]
STRANGE = {"invalid", "null_characters_not_allowed"}  # what a primary key says of a text that is none
VALIDATORS = ("max_length", "min_length", "min_value", "max_value", "null_characters_not_allowed")


class PlainWords(forms.BaseForm):
    """To be named before Django's form: `class ReasonForm(PlainWords, forms.Form)`."""

    def full_clean(self) -> None:
        for name, field in self.fields.items():
            _speak(field, str(field.label or _in_words(name)), is_hidden=self[name].is_hidden)
        super().full_clean()
        self._take_strange_keys_for_choices()
        self._say_once_that_it_is_out_of_date()

    def _take_strange_keys_for_choices(self) -> None:
        """What is no key at all is a choice that is not offered, too; the model's own words for it are not ours."""
        for name, errors in self.errors.items():
            field = self.fields.get(name)
            if (
                isinstance(field, forms.ModelChoiceField)
                and {error.code for error in errors.as_data()} & STRANGE
            ):
                errors.data = [
                    forms.ValidationError(field.error_messages["invalid_choice"], "invalid_choice")
                ]

    def _say_once_that_it_is_out_of_date(self) -> None:
        """Nobody can put right a field that is not seen: however many are wrong, the form says so in one sentence."""
        stale = [bound.name for bound in self.hidden_fields() if str(OUT_OF_DATE) in bound.errors]
        for name in stale:
            del self.errors[name]
        if stale and str(OUT_OF_DATE) not in self.errors.get(NON_FIELD_ERRORS, []):
            self.add_error(None, OUT_OF_DATE)


def _in_words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _speak(field: forms.Field, label: str, *, is_hidden: bool) -> None:
    shown = label.partition(" (")[0]  # without “(optional)”
    of_kind = {code: text for kind, texts in KINDS if isinstance(field, kind) for code, text in texts.items()}
    words = WORDS | of_kind
    theirs = _words_of_django(field)
    for code in {*theirs, *VALIDATORS, *of_kind} & words.keys():
        own = code in field.error_messages and str(field.error_messages[code]) != theirs.get(code)
        if not own:
            field.error_messages[code] = OUT_OF_DATE if is_hidden else words[code].format(label=shown)


def _words_of_django(field: forms.Field) -> dict[str, str]:
    """The words of every class of Django's that the field is made of; ours may stand in classes of our own."""
    found: dict[str, str] = {}
    for made_of in reversed(type(field).__mro__):
        if made_of.__module__.startswith("django."):
            found |= {
                code: str(text) for code, text in vars(made_of).get("default_error_messages", {}).items()
            }
    return found
