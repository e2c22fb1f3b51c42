"""One thing that people do with the register, and the page of help that says how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from organisations.permissions import Can, Role, grants_with, roles_with

FOLDER = settings.ROOT / "docs" / "help"


@dataclass(frozen=True)
class Holder:
    """A right that a task asks for: who holds it, and whether a grant on one document gives it too."""

    right: Can
    roles: str
    by_grant: bool


@dataclass(frozen=True)
class Task:
    """`slug` names the file in docs/help that tells the steps; `see` are slugs of others.

    `pages`: names of the addresses whose "Help with this page" leads here. `rights`: any of them is enough; without
    any, everybody can do it. `readers`: roles under which the index lists it beside those that hold a right.
    """

    slug: str
    title: Promise
    summary: Promise
    pages: tuple[str, ...] = ()
    rights: tuple[Can, ...] = ()
    readers: tuple[Role, ...] = ()
    see: tuple[str, ...] = ()

    def get_absolute_url(self) -> str:
        return reverse("page-help-task", args=[self.slug])

    @property
    def text(self) -> str:
        """Markdown: what one needs, the steps, and what happens then."""
        return _read(self.slug)

    @property
    def holders(self) -> list[Holder]:
        return [
            Holder(
                right,
                capfirst(
                    get_text_list([str(role.label).lower() for role in roles_with(right)], str(_("or")))
                ),
                by_grant=bool(grants_with(right)) and right is not Can.READ_INTERNAL,
            )
            for right in self.rights
        ]

    def is_for(self, role: Role) -> bool:
        """Whether the index lists it for a role."""
        return role in self.readers or any(role in roles_with(right) for right in self.rights)


@cache
def _read(slug: str) -> str:
    return (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
