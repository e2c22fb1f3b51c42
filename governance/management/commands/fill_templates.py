from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from governance.services.templates import fill_templates


class Command(BaseCommand):
    help = (
        "Bring the template library to the texts that this version of the register comes with. Runs by itself "
        "after every migration; a template gets a new version only when its text has changed."
    )

    def handle(self, *args: object, **options: object) -> None:
        new = fill_templates()
        for version in new:
            self.stdout.write(
                _("%(template)s: version %(number)d")
                % {"template": version.template, "number": version.number}
            )
        if not new:
            self.stdout.write(_("Nothing to change: every template is as its text says."))
