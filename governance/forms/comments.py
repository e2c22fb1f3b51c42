"""Forms for comments. Several of them stand on one page, each under a prefix of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords
from audit.identifiers import new_id
from governance.models import CommentAudience
from governance.models.comment import LONGEST
from organisations.models import Organisation


class WordsForm(PlainWords, forms.Form):
    """The words of a comment. `once` is the key that it will have, so that a form sent twice writes it once."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write your comment."),
            "max_length": _("A comment can have 4,000 characters. Shorten it."),
        },
    )
    once = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)

    def __init__(self, *args: Any, owner: str = "", label: str = "", **options: Any) -> None:
        """`owner`: id of the form element that the fields belong to, wherever on the page they stand."""
        super().__init__(*args, **options)
        if label:
            self.fields["text"].label = label
        for field in self.fields.values():
            if owner:
                field.widget.attrs["form"] = owner


class NewCommentForm(WordsForm):
    """A new thread. Without an organisation of the writer's own there is nothing to choose."""

    audience = forms.ChoiceField(
        label=_("Who reads it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who reads your comment.")},
    )
    field_order = ("text", "audience")

    def __init__(self, *args: Any, organisation: Organisation | None, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["audience"]
        everybody = (CommentAudience.PARTIES, _now("Everyone who may read this draft, of any organisation"))
        if isinstance(field, forms.ChoiceField):
            field.choices = [everybody]
            field.initial = CommentAudience.PARTIES
            if organisation is not None:
                field.choices = [(CommentAudience.ORGANISATION, organisation.name), everybody]
                field.initial = CommentAudience.ORGANISATION
