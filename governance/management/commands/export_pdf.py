from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actors import job
from governance.models import Document, DocumentVersion
from governance.pdf.errors import PdfRefused, PdfUnavailable
from governance.pdf.render import Pdf
from governance.services import rendition

NOT_FOUND, REFUSED, UNAVAILABLE, NOT_WRITTEN = 1, 3, 4, 5  # exit codes


class Command(BaseCommand):
    help = (
        "Write the PDF of a document: the version in force, or the one named; of a version that is not "
        "published, a draft marked as such. Exit codes: 1 no such document or version, 3 the document cannot "
        "be printed, 4 this machine cannot print, 5 the file cannot be written."
    )

    def create_parser(self, prog_name: str, subcommand: str, **options: object) -> CommandParser:
        """Takes `--version` for itself: Django would print its own version."""
        return super().create_parser(prog_name, subcommand, conflict_handler="resolve", **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reference", metavar="REF", help="such as NCC-COP-0001")
        parser.add_argument("--version", dest="number", default="", metavar="N", help="such as 2.1")
        parser.add_argument(
            "--fresh", action="store_true", help="make it anew instead of taking the kept one"
        )
        parser.add_argument("--public", action="store_true", help="without what is withheld from the public")
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    def handle(
        self,
        *args: object,
        reference: str,
        number: str,
        fresh: bool,
        public: bool,
        output: Path,
        **options: object,
    ) -> None:
        started = time.monotonic()
        version = _version(reference, number)
        try:
            pdf = _pdf(version, fresh=fresh, public=public)
        except PdfRefused as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        except PdfUnavailable as reason:
            raise CommandError(str(reason), returncode=UNAVAILABLE) from reason
        try:
            output.write_bytes(pdf.content)
        except OSError as reason:
            message = _("%(file)s cannot be written: %(reason)s") % {
                "file": output,
                "reason": reason.strerror,
            }
            raise CommandError(message, returncode=NOT_WRITTEN) from reason
        self.stdout.write(
            _("%(version)s: %(pages)d pages, %(size)d bytes, in %(seconds).1f seconds. SHA-256 %(sha256)s")
            % {
                "version": version,
                "pages": pdf.pages,
                "size": len(pdf.content),
                "seconds": time.monotonic() - started,
                "sha256": pdf.sha256,
            }
        )


def _version(reference: str, number: str) -> DocumentVersion:
    """The version of that number; without one that in force today, else the newest. Raises CommandError."""
    document = Document.objects.filter(reference=reference.upper()).first()
    if document is None:
        raise CommandError(
            _("No document has the reference %(reference)s.") % {"reference": reference}, returncode=NOT_FOUND
        )
    versions = DocumentVersion.objects.filter(document=document).for_page()
    if number:
        found = versions.numbered(number).first()
    else:
        found = versions.in_force(timezone.localdate()).first() or versions.newest_first().first()
    if found is None:
        raise CommandError(
            _("%(document)s has no version %(number)s.") % {"document": document.reference, "number": number},
            returncode=NOT_FOUND,
        )
    return found


def _pdf(version: DocumentVersion, *, fresh: bool, public: bool) -> Pdf:
    if version.published_at is None:
        return rendition.print_now(version, public=public)
    kept = rendition.render(version, by=job("export_pdf"), fresh=fresh, public=public)
    return Pdf(kept.content(), kept.pages)
