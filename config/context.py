"""What every page shows: the service's name and the ways through it that this person may go."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from config.help.library import task_for
from organisations.permissions import Can, rights_anywhere


@dataclass(frozen=True)
class Way:
    """One entry of the main navigation; `here` where the page lies behind it."""

    text: str
    href: str
    here: bool


def service(request: HttpRequest) -> dict[str, object]:
    """service_name, regulator_name, help_here: the Task that the page belongs to, if any, and nav: a list of Way, made
    when a template asks for it."""
    match = request.resolver_match
    return {
        "service_name": settings.SERVICE_NAME,
        "regulator_name": settings.REGULATOR_NAME,
        "help_here": task_for(match.view_name) if match else None,
        "nav": SimpleLazyObject(lambda: ways(request)),
    }


def ways(request: HttpRequest) -> list[Way]:
    entries = [
        (_("Home"), reverse("governance:home")),
        (_("Policies"), reverse("governance:policies")),
        (_("Register"), reverse("protocols:register")),
        (_("Organisations"), reverse("organisations:list")),
    ]
    user = getattr(request, "user", None)  # an error page may be shown before anybody was looked up
    if user is not None and user.is_authenticated:
        entries.append((_("My work"), reverse("governance:work")))
        if Can.READ_LOG in rights_anywhere(user):
            entries.append((_("Log"), reverse("audit:log")))
    entries.append((_("Help"), reverse("page-help")))
    home = reverse("governance:home")
    return [
        Way(text, href, here=request.path == href or (href != home and request.path.startswith(href)))
        for text, href in entries
    ]
