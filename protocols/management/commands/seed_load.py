from __future__ import annotations

import os
import resource
from argparse import ArgumentParser
from datetime import date

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from organisations.models import Organisation
from protocols.load.bodies import FIRST
from protocols.load.loading import Part, load
from protocols.load.numbers import Numbers
from protocols.load.people import ADMINISTRATOR, LEAST, PASSWORD, PRACTITIONER

SEARCH = "rebuild_search"  # of an app below, where it has a search

FIRST_DAY = date(2000, 1, 1)  # what is loaded reaches some years back from the day


class Command(BaseCommand):
    help = (
        "Fill the register with made-up organisations, people, Codes of Practice and agreements, as many as you ask "
        "for, to see how it behaves under load. The same seed and day give the same. A register that holds load data "
        "is left as it is. Never for a register that people rely on: everybody knows the password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisations", type=int, default=200, metavar="N", help="at least 2")
        parser.add_argument("--documents", type=int, default=100, metavar="N", help="Codes of Practice")
        parser.add_argument("--agreements", type=int, default=1000, metavar="N")
        parser.add_argument("--users", type=int, default=500, metavar="N", help="at least 4")
        parser.add_argument(
            "--events",
            type=int,
            default=0,
            metavar="N",
            help="how many the log has in the end; more come anyway",
        )
        parser.add_argument("--seed", type=int, default=1, metavar="N")
        parser.add_argument("--today", metavar="DAY", help="such as 2026-11-24, not before 2000; today")
        parser.add_argument("--really", action="store_true", help="also in production")

    def handle(self, *args: object, really: bool, today: str | None, **options: int) -> None:
        if os.environ.get("DJANGO_ENV") == "production" and not really:
            raise CommandError(
                _(
                    "This is a production register, and load data has a password that everybody knows. "
                    "Nothing was changed. If you mean it, add --really."
                )
            )
        numbers = self._numbers(_day(today), options)
        if Organisation.objects.filter(code=FIRST).exists():
            raise CommandError(
                _("This register holds load data already. Nothing was changed. Begin with an empty database.")
            )
        parts = []
        for part in load(numbers):
            parts.append(part)
            self._tell(part)
        total = Part(_("in all"), 0, sum(part.rows for part in parts), sum(part.seconds for part in parts))
        self._tell(total)
        self.stdout.write(
            _("At most %(megabytes)d MB of memory.")
            % {"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
        )
        if SEARCH in get_commands():
            call_command(SEARCH, stdout=self.stdout)
        self.stdout.write(
            _("Sign in with one of these addresses and the password %(password)s:") % {"password": PASSWORD}
        )
        for address in (PRACTITIONER, ADMINISTRATOR):
            self.stdout.write(f"  {address}")

    def _numbers(self, today: date, options: dict[str, int]) -> Numbers:
        names = ("organisations", "documents", "agreements", "users", "events", "seed")
        numbers = Numbers(today=today, **{name: options[name] for name in names})
        if numbers.organisations < 2 or numbers.users < LEAST:
            raise CommandError(
                _("Ask for at least 2 organisations and %(users)d users: others need them.")
                % {"users": LEAST}
            )
        if min(numbers.documents, numbers.agreements, numbers.events) < 0:
            raise CommandError(_("Nothing can be loaded less than not at all."))
        if not FIRST_DAY <= today <= timezone.localdate():
            raise CommandError(_("The day of the load must lie between the year 2000 and today."))
        return numbers

    def _tell(self, part: Part) -> None:
        rate = part.rows / part.seconds if part.seconds else 0
        self.stdout.write(
            _("%(count)s %(name)s: %(rows)s rows in %(seconds).1f seconds, %(rate)s a second")
            % {
                "count": part.count or "",
                "name": part.name,
                "rows": f"{part.rows:,}",
                "seconds": part.seconds,
                "rate": f"{rate:,.0f}",
            }
        )


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else timezone.localdate()
    except ValueError as error:
        raise CommandError(_("“%s” is not a day such as 2026-11-24.") % text) from error
