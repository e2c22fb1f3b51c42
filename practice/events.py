"""What can happen at the practitioner's desk, in the words of the log. A verb in use keeps its meaning for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import declare

SIGNATORY_NAMED = declare("signatory.named", _("named who signs"), changes_data=True)
