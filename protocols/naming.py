"""How the log calls the acts and jobs of this app; loaded when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.naming import declare

declare(
    acts={
        "protocols.imports.import_agreements": _("bring in agreements of another register"),
        "protocols.recording.record_existing": _("record an agreement that was signed elsewhere"),
        "protocols.recording.draft_agreement": _("draft an agreement"),
        "protocols.recording.record_amendment": _("record an amendment that was agreed elsewhere"),
    },
    jobs={"import_agreements": _("Import of agreements"), "seed_load": _("Load data")},
)
