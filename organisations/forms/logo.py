from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.forms.plain import PlainWords

CHOOSE = _("Choose a picture: a PNG or JPEG file.")


class LogoForm(PlainWords, forms.Form):
    """`replaces`: whether a logo is there, which then must be given up knowingly."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("A PNG or JPEG file of at most 200 KB and 2000 by 2000 pixels."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={
            "required": CHOOSE,
            "invalid": CHOOSE,
            "missing": CHOOSE,
            "empty": _("This file is empty. Choose a PNG or JPEG file."),
        },
    )
    confirmed = forms.BooleanField(
        label=_("Replace the logo that is there now"),
        error_messages={
            "required": _(
                "Confirm that the new picture replaces the logo that is there now, and choose the picture again."
            )
        },
    )

    def __init__(self, *args, replaces: bool, **kwargs) -> None:  # type: ignore[no-untyped-def]  # Django's own
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["confirmed"]
