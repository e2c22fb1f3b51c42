"""What the log itself has to tell."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import declare

ACT_REFUSED = declare("act.refused", _("was refused"), changes_data=False)
REFUSAL_REPEATED = declare("refusal.repeated", _("was refused again and again"), changes_data=False)
