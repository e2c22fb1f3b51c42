"""The locks hold what pyproject.toml asks for, each file with its hash, and no address of a registry."""

import re
import tomllib

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
WANTED = {
    "requirements.txt": RUNTIME,
    "requirements-assets.txt": RUNTIME + PROJECT["project"]["optional-dependencies"]["assets"],
    "requirements-dev.txt": RUNTIME + GROUPS["dev"],
    "requirements-browser.txt": RUNTIME + GROUPS["dev"] + GROUPS["browser"],
}


def locked(lock):
    """Each name with the versions that stand for it (markers may choose between several), and its hashes."""
    found = {}
    for entry in re.split(r"\n(?=[a-z0-9])", (settings.ROOT / lock).read_text()):
        match = re.match(r"([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", entry)
        if match:
            versions, hashes = found.setdefault(canonicalize_name(match[1]), ([], []))
            versions.append(match[2])
            hashes.append(len(re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)))
    return found


@pytest.mark.parametrize("lock", WANTED)
def test_a_lock_holds_what_is_asked_for(lock):
    packages = locked(lock)

    for line in WANTED[lock]:
        requirement = Requirement(line)
        versions, _hashes = packages[canonicalize_name(requirement.name)]
        assert all(version in requirement.specifier for version in versions), line


@pytest.mark.parametrize("lock", WANTED)
def test_every_package_has_hashes(lock):
    assert [name for name, (_versions, hashes) in locked(lock).items() if not all(hashes)] == []


@pytest.mark.parametrize("lock", WANTED)
def test_no_lock_names_a_registry(lock):
    text = (settings.ROOT / lock).read_text()

    assert re.findall(r"\w+://\S+|--index\S*|--find-links\S*", text) == []


@pytest.mark.parametrize("lock", WANTED)
def test_what_is_tested_is_what_runs(lock):
    runtime, packages = locked("requirements.txt"), locked(lock)

    assert {name: packages[name][0] for name in runtime} == {name: runtime[name][0] for name in runtime}


def test_every_dependency_says_what_for():
    lines = (settings.ROOT / "pyproject.toml").read_text().splitlines()
    dependencies = [line for line in lines if re.match(r'(  |assets = \[)"[a-z].*[<>=]', line)]

    assert len(dependencies) == len(RUNTIME) + len(GROUPS["dev"]) + len(GROUPS["browser"]) + 1
    assert [line for line in dependencies if "# " not in line] == []
