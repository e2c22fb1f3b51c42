"""Searches the source for mistakes that no tool knows: each rule with the few files that may do it."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = settings.ROOT
PACKAGES = ("audit", "organisations", "governance", "protocols", "consent", "practice", "config")
PYTHON = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TEXTS = [*PYTHON, *TEMPLATES]
MARKUP = (
    "config/changed_words.py",  # a comparison, made of thousands of escaped texts
    "config/tables.py",  # what a template wrote and escaped, again, with roles and names of columns
    "governance/markdown.py",  # the one filter
    "governance/pdf/body.py",  # its output again, tag by tag, with what paper needs
)


def name(path):
    return str(path.relative_to(ROOT))


def found(pattern, paths, allowed=()):
    """`file:line` of each line with the pattern, but in files that begin with an allowed name."""
    return [
        f"{name(path)}:{number}"
        for path in paths
        if not name(path).startswith(tuple(allowed) or ("/",))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


def imports_of(package, paths, allowed):
    """`file:line` of each import of a package outside the allowed files."""
    lines = []
    for path in paths:
        if name(path).startswith(tuple(allowed)):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(module == package or module.startswith(f"{package}.") for module in names):
                lines.append(f"{name(path)}:{node.lineno}")
    return lines


@pytest.mark.parametrize(
    ("pattern", "paths", "allowed"),
    [
        pytest.param(r"\|\s*safe\b", TEXTS, (), id="markup marked as safe in a template"),
        pytest.param(r"\bmark_safe\(|\bSafeString\(", PYTHON, MARKUP, id="markup marked as safe"),
        pytest.param(
            r"__all__[\"']", [p for p in PYTHON if "forms" in p.parts], (), id="all fields of a model"
        ),
        pytest.param(
            r"\bfilter\(\*\*request\.|\.extra\(|RawSQL\(", PYTHON, (), id="queries made of what was sent"
        ),
        pytest.param(r"@csrf_exempt|@xframe_options_exempt", PYTHON, (), id="protections switched off"),
        pytest.param(
            r"\bdatetime\.(now|utcnow|today)\(|\bdate\.today\(", PYTHON, (), id="times without a zone"
        ),
        pytest.param(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", TEMPLATES, ("templates/pdf/",), id="inline"
        ),
        pytest.param(r"https?://[a-z0-9.-]*(pypi|npmjs|debian)\.", TEXTS, (), id="addresses of registries"),
        pytest.param(r"^\s*from .* import \*", PYTHON, ("config/settings/",), id="imports of everything"),
    ],
)
def test_nobody_writes(pattern, paths, allowed):
    assert paths != []
    assert found(pattern, paths, allowed) == []


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("guardian", ("organisations/permissions.py", "governance/models/grant.py")),
        ("weasyprint", ("governance/pdf/",)),
        (
            "pikepdf",
            ("governance/pdf/", "governance/files/pdf.py"),
        ),  # ours are mended, those of others looked into
        ("nh3", ("governance/markdown.py",)),
        ("psycopg", ()),
        ("unittest.mock", ()),
    ],
)
def test_a_library_is_known_in_one_place(package, allowed):
    assert imports_of(package, PYTHON, allowed or ("/",)) == []


def test_tracked_rows_are_changed_by_save_alone():
    """`update`, `bulk_create` and their like write no history: only services and audit's helpers use them."""
    # neither the index of the search nor notifications are tracked
    may = {"services", "jobs", "models", "demo", "search", "notices"}
    places = [path for path in PYTHON if path.parts[-2] not in may and not name(path).startswith("audit/")]

    assert [line for line in found(r"\.(update|bulk_)\w*\(", places) if is_query(line)] == []


def is_query(line):
    """Whether `.update(` at that place is called on a queryset or manager, and not on a dict or a set."""
    path, number = line.rsplit(":", 1)
    source = (ROOT / path).read_text()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.lineno == int(number):
            text = ast.unparse(node.func)
            if text.endswith(("bulk_create", "bulk_update", "update_or_create")):
                return True
            if text.endswith(".update") and re.search(
                r"objects|filter\(|exclude\(|visible_to|queryset", text
            ):
                return True
    return False


def test_tracked_models_exist():
    """The rule above is about these."""
    tracked = {model._meta.label for model in apps.get_models() if hasattr(model, "history")}

    assert {"governance.Document", "governance.DocumentVersion", "organisations.Organisation"} <= tracked


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_template_compiles(path):
    from django.template.loader import get_template  # builtins want Django set up

    get_template(str(path.relative_to(ROOT / "templates")))


def test_the_rules_find_what_they_look_for(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    bad: Path = tmp_path / "bad.py"
    bad.write_text("import guardian.shortcuts\nThing.objects.filter(a=1).update(b=2)\nkept.update(c=3)\n")

    assert imports_of("guardian", [bad], ("/",)) == ["bad.py:1"]
    assert [line for line in found(r"\.update\(", [bad]) if is_query(line)] == ["bad.py:2"]
