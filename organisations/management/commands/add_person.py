from __future__ import annotations

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from audit import actors
from organisations.models import Organisation
from organisations.roles import Role
from organisations.services.accounts import add_person


class Command(BaseCommand):
    help = (
        "Give a person a role in an organisation, for example its first administrator. "
        "A new account gets a mail with a link to choose a password."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--name", default="")

    def handle(
        self, *args: object, email: str, organisation: str, role: str, name: str, **options: object
    ) -> None:
        try:
            body = Organisation.objects.get(code=organisation)
            membership = add_person(body, by=actors.job("add_person"), email=email, name=name, role=role)
        except Organisation.DoesNotExist:
            raise CommandError(
                _("There is no organisation with the code %(code)s.") % {"code": organisation}
            ) from None
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(
            _("%(person)s is %(role)s of %(organisation)s from today.")
            % {
                "person": membership.user,
                "role": membership.get_role_display(),
                "organisation": body.name,
            }
        )
        if not membership.user.has_usable_password():
            self.stdout.write(_("A link to choose a password was mailed to %s.") % membership.user.email)
