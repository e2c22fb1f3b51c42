"""Makes and keeps signed copies. Signing never waits for one: a job makes them when something was stated."""

from __future__ import annotations

import logging

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import HasActor
from audit.acts import act, record
from governance.files import store
from governance.models import DocumentVersion
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.pdf.render import WALL_SECONDS_FOR_A_JOB, WALL_SECONDS_FOR_A_READER, Pdf, to_pdf
from protocols import events
from protocols.models import RoundState, SignedCopy, Statement
from protocols.pdf import signed_copy
from protocols.services.certifying import due

logger = logging.getLogger(__name__)


def make_due(*, by: HasActor) -> list[SignedCopy]:
    """One that cannot be printed does not keep others waiting; it is raised at the end."""
    made, refused = [], None
    for version in due():
        try:
            made.append(make(version, by=by))
        except PdfRefused as error:
            logger.warning("the signed copy of %s is refused", version)
            refused = error
    if refused is not None:
        raise refused
    return made


def make(version: DocumentVersion, *, by: HasActor) -> SignedCopy:
    """The signed copy of a version as of now. Raises PdfRefused where nothing was stated or it cannot be printed."""
    statements = stated(version)
    if not statements:
        raise PdfRefused("nothing was stated about this version")
    printed = signed_copy(version, statements)
    key = printed.key()
    found = SignedCopy.objects.filter(cache_key=key).first()
    if found is not None and store.is_sound(found.sha256):
        return found
    return keep(
        version,
        by=by,
        pdf=to_pdf(printed, wall_seconds=WALL_SECONDS_FOR_A_JOB),
        key=key,
        statements=len(statements),
    )


def stated(version: DocumentVersion) -> list[Statement]:
    """All that was stated about a version, in order, but for rounds that were cancelled."""
    found = Statement.objects.filter(version=version).exclude(round__state=RoundState.CANCELLED)
    return list(found.select_related("organisation", "version__document", "round").in_order())


def kept(version: DocumentVersion) -> bytes | None:
    """The newest signed copy; None before anything was stated. Raises PdfUnavailable while the first one is being made,
    FileMissing."""
    found = newest(version)
    if found is not None:
        return store.read(found.sha256)
    if not stated(version):
        return None
    raise PdfUnavailable(_("The signed copy is being made."))


def without_names(version: DocumentVersion) -> bytes | None:
    """A signed copy that says which organisations signed and not by whom, made now and not kept; None before anything
    was stated. Raises PdfRefused, PdfUnavailable."""
    statements = stated(version)
    if not statements:
        return None
    printed = signed_copy(version, statements, shows_names=False)
    return to_pdf(printed, wall_seconds=WALL_SECONDS_FOR_A_READER).content


def newest(version: DocumentVersion) -> SignedCopy | None:
    return SignedCopy.objects.of_text(version, version.content_sha256).newest_first().first()


@act
def keep(version: DocumentVersion, *, by: HasActor, pdf: Pdf, key: str, statements: int) -> SignedCopy:
    """Puts a finished copy into the storage and the log, unless another worker was quicker."""
    DocumentVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    sha256 = store.keep(pdf.content)
    found = SignedCopy.objects.filter(cache_key=key).first()
    if found is not None:
        return found
    made = SignedCopy.objects.create(
        version=version,
        cache_key=key,
        text_sha256=version.content_sha256,
        sha256=sha256,
        size=len(pdf.content),
        pages=pdf.pages,
        statements=statements,
        made_at=timezone.now(),
    )
    record(
        events.SIGNED_COPY_MADE,
        version,
        by=by,
        audience=[version.document.organisation],
        facts={
            "version": version.number,
            "sha256": sha256,
            "size": made.size,
            "pages": made.pages,
            "statements": statements,
        },
    )
    return made
