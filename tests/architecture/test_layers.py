"""The layers also hold where import-linter does not look: in foreign keys, and in which files there are."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

RANKS = {
    "audit": 0,
    "organisations": 1,
    "governance": 2,
    "protocols": 3,
    "consent": 3,
    "practice": 4,
    "config": 5,
}
SOURCES = [path for app in RANKS for path in sorted((settings.ROOT / app).rglob("*.py"))]
OWN = [path for path in SOURCES if "migrations" not in path.parts]


def test_every_package_of_ours_has_a_rank():
    packages = {path.parent.name for path in settings.ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}

    assert packages == set(RANKS)


def test_no_model_points_to_a_higher_layer():
    """String foreign keys escape import-linter: the graph of the models does not."""
    pointing = []
    for model in apps.get_models(include_auto_created=True):
        app = model._meta.app_label
        if app not in RANKS:
            continue
        for field in model._meta.get_fields(include_hidden=True):
            if (
                not (field.concrete or field.many_to_many)
                or field.auto_created
                or field.related_model is None
            ):
                continue
            other = field.related_model._meta.app_label
            sideways = RANKS.get(other) == RANKS[app] and other != app
            if RANKS.get(other, -1) > RANKS[app] or sideways:
                pointing.append(f"{model._meta.label}.{field.name} -> {other}")

    assert pointing == []


def test_the_graph_of_models_was_walked():
    """The test above finds nothing: this one sees that there is something to find."""
    edges = {
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is not None
    }

    assert {("governance", "organisations"), ("organisations", "organisations")} <= edges


@pytest.mark.parametrize("path", OWN, ids=lambda path: str(path.relative_to(settings.ROOT)))
def test_a_file_is_one_idea(path: Path):
    lines = len(path.read_text().splitlines())

    assert lines <= 400, f"{lines} lines: split it by noun"


def test_inits_are_empty_but_those_of_models():
    """`models/__init__.py` re-exports the models; all others are empty."""
    full = [
        str(path.relative_to(settings.ROOT))
        for path in OWN
        if path.name == "__init__.py"
        and path.parent.name not in ("models", "settings")
        and path.read_text().strip()
    ]

    assert full == []
