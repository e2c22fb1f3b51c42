"""The PDF of a version:

made once when it is published, kept, and never changed; a draft's is made while one waits.
"""

from __future__ import annotations

import hashlib
import logging

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import HasActor
from audit.acts import act, record
from governance import events
from governance.disclosure import to_the_public
from governance.models import DocumentVersion, Rendition
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.pdf.html import printable
from governance.pdf.render import WALL_SECONDS_FOR_A_READER, Pdf, renderer, to_pdf
from governance.withheld import WHOLE, Disclosure

logger = logging.getLogger(__name__)


def render(version: DocumentVersion, *, by: HasActor, fresh: bool = False, public: bool = False) -> Rendition:
    """The kept PDF of a published version; makes it where it is not there yet. Safe to repeat.

    With `fresh` it is made again and compared with the one that is kept; with `public` it is the one that shows what
    the public reads. Raises PdfRefused for a version that was not published, is withheld or cannot be printed;
    PdfUnavailable where this machine cannot print, or prints other bytes than before.
    """
    if version.published_at is None:
        raise PdfRefused(_("Only the PDF of a published version is kept. A draft is printed on demand."))
    seen = _seen(version, public=public)
    what = printable(version, seen)
    key = hashlib.sha256(f"{what.key()}{seen.key}".encode()).hexdigest() if seen.key else what.key()
    kept = Rendition.objects.filter(cache_key=key).first()
    if kept is not None and not fresh and _is_sound(kept):
        return kept
    pdf = to_pdf(what)
    if kept is None:
        return keep(version, by=by, pdf=pdf, key=key, disclosure=seen.key)
    if pdf.sha256 != kept.sha256:
        logger.error("the PDF of %s came out as %s, kept is %s", version, pdf.sha256, kept.sha256)
        raise PdfUnavailable(
            _("The PDF was made again and differs from the one that is kept, which stays as it is.")
        )
    _store(kept, pdf)
    return kept


@act
def keep(version: DocumentVersion, *, by: HasActor, pdf: Pdf, key: str, disclosure: str = "") -> Rendition:
    """Puts a finished PDF into the storage and the log, unless another worker was quicker."""
    organisation = version.document.organisation
    rendition = Rendition(
        version=version,
        cache_key=key,
        disclosure=disclosure,
        sha256=pdf.sha256,
        size=len(pdf.content),
        pages=pdf.pages,
        renderer=renderer(),
        made_by=by.as_actor().label,
        made_at=timezone.now(),
    )
    DocumentVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    found = Rendition.objects.filter(cache_key=key).first()
    if found is not None:
        return found
    _store(rendition, pdf)
    rendition.full_clean()
    rendition.save()
    record(
        events.PDF_RENDERED,
        version,
        by=by,
        audience=[organisation],
        facts={
            "version": version.number,
            "sha256": rendition.sha256,
            "size": rendition.size,
            "pages": rendition.pages,
        },
    )
    return rendition


def has_one_for_the_public(version: DocumentVersion) -> bool:
    """Whether the public reads less of it than others, and more than that it exists."""
    seen = to_the_public(version)
    return bool(seen.key) and not seen.is_metadata


def kept(version: DocumentVersion, seen: Disclosure = WHOLE) -> Rendition | None:
    """The newest PDF that is kept of a version and shows what this reader reads."""
    return version.renditions.for_reader(seen).newest_first().first()


def draft_pdf(version: DocumentVersion) -> bytes:
    """A PDF made now and not kept, marked DRAFT unless it was published or is open for signature.

    Raises as `render` does, and sooner.
    """
    return print_now(version, wall_seconds=WALL_SECONDS_FOR_A_READER).content


def print_now(version: DocumentVersion, *, wall_seconds: float | None = None, public: bool = False) -> Pdf:
    """Makes the PDF and keeps nothing. Raises PdfRefused, PdfUnavailable."""
    what = printable(version, _seen(version, public=public))
    return to_pdf(what) if wall_seconds is None else to_pdf(what, wall_seconds=wall_seconds)


def _seen(version: DocumentVersion, *, public: bool) -> Disclosure:
    seen = to_the_public(version) if public else WHOLE
    if seen.is_metadata:
        raise PdfRefused(
            _("The text of this document is withheld from the public, so it has no PDF for them.")
        )
    return seen


def _is_sound(rendition: Rendition) -> bool:
    """Whether the file is in the storage and holds what was kept."""
    storage = rendition.file.storage
    if not storage.exists(rendition.path):
        return False
    with storage.open(rendition.path, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == rendition.sha256


def _store(rendition: Rendition, pdf: Pdf) -> None:
    """Writes the file under the name of its content. What a killed worker left half written is replaced."""
    rendition.file.name = rendition.path
    if _is_sound(rendition):
        return
    storage = rendition.file.storage
    storage.delete(rendition.path)
    rendition.file.name = storage.save(rendition.path, ContentFile(pdf.content))
