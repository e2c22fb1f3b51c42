"""The grade that is proposed for a version, beside the one that a person chose."""

from __future__ import annotations

from governance import registry
from governance.canonical import thaw
from governance.grading import Proposal
from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import Body, DocumentVersion
from governance.presenting.text import as_written


def proposal_for(version: DocumentVersion, text: VersionText | None = None) -> Proposal | None:
    """Against the version that was published last; None for a first one, and for kinds of which nothing is proposed.

    `text` is the version's where it is at hand, tokens as they stand. One query beside it; none for other kinds."""
    propose = registry.proposer(version.document.kind)
    if propose is None:
        return None
    published = version.document.versions.filter(state=State.PUBLISHED).exclude(pk=version.pk).newest_first()
    before = Body.objects.filter(pk=published.values("content_sha256")[:1]).first()
    if before is None:
        return None
    return propose(thaw(before.unpacked()), text or as_written(version))
