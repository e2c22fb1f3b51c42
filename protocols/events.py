"""What can happen to an agreement, in the words of the log. A verb in use keeps its meaning for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import declare

AGREEMENT_ENTERED = declare(
    "agreement.entered", _("entered the parties and terms of an agreement"), changes_data=True
)
