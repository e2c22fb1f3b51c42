"""Every act and every job has words for the pages of the log."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest
from django.conf import settings
from django_tasks.base import Task

from audit import naming
from audit.acts import ACTS

APPS = ("audit", "organisations", "governance", "protocols", "consent", "practice", "config")


@pytest.fixture(scope="module")
def modules():
    names = [
        module.name
        for app in APPS
        for module in pkgutil.walk_packages(import_module(app).__path__, f"{app}.")
        if ".migrations" not in module.name and not module.name.startswith("config.")
    ]
    return [import_module(name) for name in names]


def test_every_act_has_words(modules):
    acts = {name for name in ACTS if name.partition(".")[0] in APPS}

    assert len(acts) > 40
    assert sorted(name for name in acts if not naming.has_act(name)) == []


def test_every_task_has_words(modules):
    tasks = {value.name for module in modules for value in vars(module).values() if isinstance(value, Task)}

    assert "render_version" in tasks
    assert sorted(name for name in tasks if not naming.has_job(name)) == []


def test_every_job_that_acts_has_words():
    files = [file for app in APPS for file in (settings.ROOT / app).rglob("*.py")]
    jobs = {name for file in files for name in re.findall(r"\bjob\(\"(\w+)\"", file.read_text())}

    assert {"render_version", "seed_demo"} <= jobs
    assert sorted(name for name in jobs if not naming.has_job(name)) == []


def test_what_nobody_named_is_told_without_its_module():
    assert naming.act("elsewhere.long_ago.do_a_thing") == "do a thing"
    assert naming.job("long_gone") == "long gone"
