"""How the log calls the acts of this app; loaded when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.naming import declare

declare(acts={"practice.signatory.name_signatory": _("name who signs")}, jobs={})
