from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from governance import registry
from governance.kinds import Kind
from governance.services.imports import SIZE_LIMIT, Imported, import_document
from organisations.models import Organisation, User
from organisations.permissions import Can, can


class Command(BaseCommand):
    help = (
        "Make a draft of a text or Markdown file: sections by its headings, every word kept. "
        "Who imports (--by) must be allowed to write drafts in the organisation."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--kind", required=True, metavar="KIND", help="such as code_of_practice or COP")
        parser.add_argument("--title", default="", help="the first heading of the file unless given")
        parser.add_argument(
            "--by", default="", metavar="EMAIL", help="the officer; may be left out if there is one"
        )

    def handle(
        self, *args: object, file: Path, organisation: str, kind: str, title: str, by: str, **options: object
    ) -> None:
        started = time.monotonic()
        body = Organisation.objects.filter(code=organisation.upper()).first()
        if body is None:
            raise CommandError(_("No organisation has the code %(code)s.") % {"code": organisation})
        try:
            imported = import_document(
                body,
                data=_content(file),
                name=file.name,
                kind=_kind(kind),
                by=_officer(by, body),
                title=title,
            )
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        except PermissionDenied as fault:
            raise CommandError(str(fault)) from fault
        self._report(imported, time.monotonic() - started)

    def _report(self, imported: Imported, seconds: float) -> None:
        reading = imported.reading
        for note in reading.notes:
            self.stdout.write(_("Note: %(note)s") % {"note": note})
        for number, section in enumerate(reading.sections, start=1):
            self.stdout.write(f"{number}. {section.heading}")
        self.stdout.write(
            _(
                "%(document)s, version 1.0 (draft): %(sections)s sections, %(before)s words in the file, "
                "%(after)s in the draft, in %(seconds).1f seconds."
            )
            % {
                "document": imported.document,
                "sections": len(reading.sections),
                "before": reading.words,
                "after": reading.words_out,
                "seconds": seconds,
            }
        )


def _content(file: Path) -> bytes:
    """At most one byte more than is allowed, so that a huge file is refused without being read."""
    try:
        with file.open("rb") as opened:
            return opened.read(SIZE_LIMIT + 1)
    except OSError as fault:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": file, "why": fault.strerror or str(fault)}
        ) from fault


def _kind(name: str) -> Kind:
    wanted = name.casefold().replace("-", "_")
    for kind in registry.policy_kinds():
        if wanted in (kind.key.casefold(), kind.code.casefold()):
            return kind
    known = ", ".join(kind.key for kind in registry.policy_kinds())
    raise CommandError(_("There is no kind %(name)s. There are: %(known)s.") % {"name": name, "known": known})


def _officer(email: str, organisation: Organisation) -> User:
    """The person of that address or, without one, the only person who may write drafts there."""
    if email:
        person = User.objects.filter(email=User.objects.normalize_email(email)).first()
        if person is None:
            raise CommandError(_("Nobody has the e-mail address %(email)s.") % {"email": email})
        return person
    members = User.objects.filter(memberships__organisation=organisation).distinct().order_by("email")
    officers = [person for person in members if can(person, Can.DRAFT, organisation)]
    if len(officers) != 1:
        raise CommandError(
            _("Say who imports, with --by and an e-mail address. These people may: %(people)s.")
            % {"people": ", ".join(person.email for person in officers) or _("nobody yet")}
        )
    return officers[0]
