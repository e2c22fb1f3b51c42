"""Finds a page of help: by its name, by the page that somebody looks at, and by reader."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from config.help.task import Task
from config.help.tasks import deciding, keeping, organisation, reading, writing
from organisations.permissions import ROLE_SENTENCES, Role

TASKS = (*reading.TASKS, *writing.TASKS, *deciding.TASKS, *keeping.TASKS, *organisation.TASKS)
_BY_SLUG = {task.slug: task for task in TASKS}
_BY_PAGE = {page: task for task in TASKS for page in task.pages}


@dataclass(frozen=True)
class Shelf:
    """What one reader can do."""

    key: str
    title: str
    sentence: str
    tasks: list[Task]


def task_named(slug: str) -> Task | None:
    return _BY_SLUG.get(slug)


def task_for(page: str) -> Task | None:
    """The help with the page of that name, such as `governance:submit`."""
    return _BY_PAGE.get(page)


def seen_also(task: Task) -> list[Task]:
    return [_BY_SLUG[slug] for slug in task.see]


def shelves() -> list[Shelf]:
    """What everybody can do first, then what each role can, in the order of Role."""
    for_all = [task for task in TASKS if not task.rights]
    everybody = Shelf("everybody", _("Everybody"), _("You need not sign in for any of these."), for_all)
    return [
        everybody,
        *(
            Shelf(
                role.value.replace("_", "-"),
                str(role.label),
                str(ROLE_SENTENCES[role]),
                [task for task in TASKS if task.is_for(role)],
            )
            for role in Role
        ),
    ]
