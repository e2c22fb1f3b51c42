"""Writes docs/permissions.md from the tables that decide, so that it cannot say anything else."""

from __future__ import annotations

from django.utils import translation

from organisations.roles import GRANT_PERMISSIONS, GRANTS, ROLE_RIGHTS, ROLE_SENTENCES, Can, Role

HEAD = """# Who may do what

Written by `manage.py write_permissions` from `organisations/roles.py`; a test fails when it is stale.

Rights hang on an organisation. They come from a person's memberships on the day, together: a person with two roles
may do what either allows. They begin and end with the request after the change. Nobody gives a role, an office or
access to himself, the last administrator of an organisation cannot be removed, and an account that is closed may do
nothing. Nobody stands above the organisations; there is no superuser.
"""


def permissions_page() -> str:
    """The whole page, as Markdown in English."""
    with translation.override("en-gb"):
        return "\n".join([HEAD, *_roles(), *_matrix(), *_grants()])


def _roles() -> list[str]:
    lines = ["## Roles", "", "| role | |", "| --- | --- |"]
    lines += [f"| {role.label} | {ROLE_SENTENCES[role]} |" for role in Role]
    return [*lines, ""]


def _matrix() -> list[str]:
    heads = " | ".join(str(role.label) for role in Role)
    lines = ["## Rights of each role", "", f"| right | {heads} |", "| --- |" + " :-: |" * len(Role)]
    for right in Can:
        cells = " | ".join("yes" if right in ROLE_RIGHTS[role] else "" for role in Role)
        lines.append(f"| {right.sentence} (`{right.name}`) | {cells} |")
    return [*lines, ""]


def _grants() -> list[str]:
    sentences = dict(GRANT_PERMISSIONS)
    lines = [
        "## Grants on one document",
        "",
        "Given to a named person until a day by somebody who holds `GRANT_ACCESS` and every right that it carries.",
        "",
        "| grant | what it means | rights on that document |",
        "| --- | --- | --- |",
    ]
    for codename, rights in GRANTS.items():
        names = ", ".join(f"`{right.name}`" for right in Can if right in rights)
        lines.append(f"| `{codename}` | {sentences[codename]} | {names} |")
    return [*lines, ""]
