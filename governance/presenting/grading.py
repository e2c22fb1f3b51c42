"""The grade that is proposed for a version, beside the one that a person chose."""

from __future__ import annotations

from governance import registry
from governance.grading import Proposal
from governance.kinds import VersionText
from governance.lifecycle import State
from governance.models import DocumentVersion
from governance.presenting.text import as_written


def proposal_for(version: DocumentVersion, text: VersionText | None = None) -> Proposal | None:
    """Against the version that was published last; None for a first one, and for kinds of which nothing is proposed.

    `text` is the version's where it is at hand, tokens as they stand. Two queries beside it; none for other kinds."""
    propose = registry.proposer(version.document.kind)
    if propose is None:
        return None
    published = version.document.versions.filter(state=State.PUBLISHED).exclude(pk=version.pk)
    before = published.newest_first().first()
    if before is None or not before.content_sha256:
        return None
    before.document = version.document
    return propose(as_written(before), text or as_written(version))
