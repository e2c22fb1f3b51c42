"""What the buttons of the page of a document and its template send."""

from __future__ import annotations

from django import forms

from audit.forms.fields import LARGEST
from audit.forms.plain import PlainWords


class TakeForm(PlainWords, forms.Form):
    """The wording of one section or step, or without `key` of all that were not touched. `base` is the lock that was
    seen."""

    offered = forms.IntegerField(min_value=1, max_value=LARGEST)
    key = forms.SlugField(required=False, max_length=60)
    is_step = forms.BooleanField(required=False)
    base = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)


class FollowForm(PlainWords, forms.Form):
    """The version of the template that the document follows from now on."""

    template = forms.IntegerField(min_value=1, max_value=LARGEST)
