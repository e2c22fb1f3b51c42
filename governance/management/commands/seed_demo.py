from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import registry
from governance.demo import codes
from governance.demo.bodies import SEED, enter, is_complete, note_completed
from governance.demo.telling import tell
from governance.demo.templates import publish_second
from governance.demo.world import ANNOUNCED, CHARITY, COUNCIL, PASSWORD, POLICE, SCHOOLS, TRUST, Body
from governance.search.indexing import index_due
from governance.services.templates import fill_templates
from organisations.models import Organisation

MEMBERS_SINCE_MONTHS = 36
Story = Callable[[Organisation, codes.People, date], None]
STORIES: tuple[tuple[Body, Story], ...] = (
    (COUNCIL, codes.council),
    (POLICE, codes.police),
    (TRUST, codes.trust),
    (SCHOOLS, codes.schools),
    (CHARITY, codes.charity),
)


class Command(BaseCommand):
    help = (
        "Fill the register with the invented county of Northshire: five organisations, their people and "
        "their Codes of Practice in different states. A second run changes nothing. Never for a register "
        "that people rely on: everybody knows the password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--really", action="store_true", help="also in production")

    def handle(self, *args: object, really: bool, **options: object) -> None:
        if os.environ.get("DJANGO_ENV") == "production" and not really:
            raise CommandError(
                _(
                    "This is a production register, and the demo has a password that everybody knows. "
                    "Nothing was changed. If you mean it, add --really."
                )
            )
        started = time.monotonic()
        fill_templates()
        missing = [(body, story) for body, story in STORIES if not is_complete(body)]
        for body, story in missing:
            self._tell(body, story, timezone.localdate())
        publish_second()
        added = self._add_chapters(timezone.localdate())
        if missing or added:
            index_due()
            told = tell()
            self.stdout.write(_("%(number)s notifications") % {"number": told})
            seconds = {"seconds": time.monotonic() - started}
            self.stdout.write(_("The demo is ready, after %(seconds).1f seconds.") % seconds)
        else:
            self.stdout.write(_("Nothing to change: the demo is there already."))
        self.stdout.write(
            _("Sign in with one of these addresses and the password %(password)s:") % {"password": PASSWORD}
        )
        for address in ANNOUNCED:
            self.stdout.write(f"  {address}")

    def _add_chapters(self, today: date) -> int:
        codes_of_bodies = [body.code for body, _story in STORIES]
        bodies = {body.code: body for body in Organisation.objects.filter(code__in=codes_of_bodies)}
        total = 0
        for name, chapter in registry.chapters().items():
            added = chapter(bodies, today)
            total += added
            if added:
                self.stdout.write(_("%(added)s %(name)s") % {"added": added, "name": name})
        return total

    def _tell(self, body: Body, story: Story, today: date) -> None:
        organisation, people = enter(body, codes.months_ago(today, MEMBERS_SINCE_MONTHS))
        story(organisation, people, today)
        note_completed(organisation, by=SEED)
        self.stdout.write(_("%(name)s: %(people)s people") % {"name": body.name, "people": len(people)})
