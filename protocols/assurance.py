"""How sure the register is that an agreement was signed, said as it is wherever the agreement is shown."""

from __future__ import annotations

from django.utils.translation import gettext as _


def assurance(*, is_from_outside: bool, is_from_paper: bool) -> str:
    """Empty for what was signed in this register."""
    if is_from_paper:
        return _("Recorded from paper, not signed here")
    return _("Signed outside this register") if is_from_outside else ""
