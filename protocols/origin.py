"""What the PDF of an agreement says of where it comes from, and under which licence it may be used again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from governance import registry
from protocols.models import Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from governance.models import Document


def origin(document: Document, *, is_open: bool) -> Sequence[tuple[str, str]]:
    """Lines of the control block. One query for an agreement, none for anything else."""
    if not document.kind_model.is_agreement:
        return ()
    protocol = Protocol.objects.filter(document=document).first()
    source = ", ".join(filter(None, (protocol.source, protocol.source_code))) if protocol else ""
    paper = _("Paper, not signed here") if protocol and protocol.is_from_paper else ""
    licence = _("Open Government Licence v3.0") if is_open else ""
    return ((_("Recorded from"), source or paper), (_("Licence"), licence))


registry.add_origin("agreements", origin)
