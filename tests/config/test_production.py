"""Production takes everything from the environment, and says what it misses before it starts."""

import os
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

COMPLETE = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-0123456789",
    "PUBLIC_BASE_URL": "https://register.example/",
    "ALLOWED_HOSTS": "register.example,www.register.example",
    "SERVICE_NAME": "Register of Northshire",
    "DATABASE_URL": "postgres://register:secret@db.example:5433/register",
    "MEDIA_ROOT": "/srv/register/media",
    "EMAIL_HOST": "mail.example",
    "DEFAULT_FROM_EMAIL": "register@register.example",
}


@pytest.fixture
def load(monkeypatch):
    """Loads the production settings with exactly these values in the environment."""

    def load(**values):
        for name in COMPLETE:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)
        return runpy.run_module("config.settings.production")

    return load


def test_production_starts_when_nothing_is_missing(load):
    loaded = load(**COMPLETE)

    assert loaded["DEBUG"] is False
    assert loaded["ALLOWED_HOSTS"] == ["register.example", "www.register.example"]
    assert loaded["CSRF_TRUSTED_ORIGINS"] == ["https://register.example"]
    assert loaded["EMAIL_HOST"] == "mail.example"
    assert loaded["SECURE_HSTS_SECONDS"] == 31_536_000
    assert "SECURE_PROXY_SSL_HEADER" not in loaded


def test_production_believes_a_proxy_only_when_told(load):
    loaded = load(**COMPLETE, BEHIND_PROXY="true")

    assert loaded["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_production_names_the_one_thing_that_is_missing(load, name):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(**{key: value for key, value in COMPLETE.items() if key != name})

    first, *sentences = str(refusal.value).splitlines()
    assert first == "The service cannot start."
    assert len(sentences) == 1
    assert sentences[0].startswith(f"- Set {name}: ")
    assert sentences[0].endswith(".")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        (
            "SECRET_KEY",
            "short",
            "- SECRET_KEY is too short or too plain: use at least 50 random characters.",
        ),
        (
            "SECRET_KEY",
            "a" * 60,
            "- SECRET_KEY is too short or too plain: use at least 50 random characters.",
        ),
        (
            "PUBLIC_BASE_URL",
            "http://register.example",
            "- PUBLIC_BASE_URL must be a whole address that begins with https://.",
        ),
        ("ALLOWED_HOSTS", "*", "- ALLOWED_HOSTS must name the hosts; * would answer to any name."),
    ],
)
def test_production_refuses_a_value_that_is_not_safe(load, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(**{**COMPLETE, name: value})

    assert str(refusal.value).splitlines() == ["The service cannot start.", sentence]


def start(**environment):
    """Starts a command of ours in a process of its own, with the path and these values alone."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    show = "from django.conf import settings as s; print(s.DEBUG, s.SERVICE_NAME, s.DATABASES)"
    return subprocess.run(
        [sys.executable, "-c", show],
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_environment_it_is_development_on_sqlite():
    shown = start()

    assert shown.stdout.startswith("False Sharing Register {")
    assert f"'NAME': '{settings.ROOT}/var/db.sqlite3'" in shown.stdout


def test_development_honours_the_address_of_a_database():
    shown = start(DATABASE_URL="postgres://register@%2Frun%2Fpg/elsewhere")

    assert "'NAME': 'elsewhere'" in shown.stdout
    assert "'HOST': '/run/pg'" in shown.stdout


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, "'OPTIONS': {'options': '-c jit=off'}"),
        ({"POOLED_DATABASE": "true"}, "'OPTIONS': {}"),  # a pooler between would refuse the connection
        (
            {"POOLED_DATABASE": "true", "DATABASE_URL": "postgres://u@db.example/r?sslmode=require"},
            "'OPTIONS': {'sslmode': 'require'}",
        ),
        (
            {
                "POOLED_DATABASE": "true",
                "DATABASE_URL": "postgres://u@db.example/r?options=-c%20work_mem%3D8MB",
            },
            "'OPTIONS': {'options': '-c work_mem=8MB'}",
        ),
    ],
)
def test_postgresql_is_asked_not_to_compile_plans(more, asked):
    assert asked in start(DJANGO_ENV="production", **(COMPLETE | more)).stdout


def test_production_is_chosen_by_the_environment():
    shown = start(DJANGO_ENV="production", **COMPLETE)

    assert shown.stdout.startswith("False Register of Northshire {")
    assert "'HOST': 'db.example'" in shown.stdout


def test_production_without_anything_does_not_start():
    refused = start(DJANGO_ENV="production")

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert [line.split(":")[0] for line in refused.stderr.splitlines() if line.startswith("- ")] == [
        f"- Set {name}" for name in COMPLETE
    ]


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("ALLOWED_HOSTS", ",", "- ALLOWED_HOSTS must hold host names, with commas between."),
        ("EMAIL_PORT", "abc", "- EMAIL_PORT must be a whole number."),
        ("EMAIL_USE_TLS", "maybe", "- EMAIL_USE_TLS must be true or false."),
        ("MEDIA_ROOT", "media", "- MEDIA_ROOT must be a whole path that begins with /."),
        (
            "PUBLIC_BASE_URL",
            "https://register.example/sub",
            "- PUBLIC_BASE_URL must end after the host name: the service has a host of its own.",
        ),
    ],
)
def test_production_refuses_what_it_cannot_use(load, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(**{**COMPLETE, name: value})

    assert str(refusal.value).splitlines()[1:] == [sentence]


@pytest.mark.parametrize(
    ("words", "environment", "sentence"),
    [
        (["check"], {"DJANGO_ENV": "prod"}, "DJANGO_ENV is “prod”, which is no environment of this service."),
        (["check"], {"DATABASE_URL": "rubbish"}, "DATABASE_URL names no database of ours."),
        (["check"], {"DJANGO_ENV": "production"}, "The service cannot start."),
        (
            ["serve", "--no-demo"],
            {**COMPLETE, "DATABASE_URL": "sqlite:///:memory:", "DJANGO_ENV": "production"},
            "CommandError: This command serves developers",
        ),
    ],
)
def test_a_command_that_cannot_start_says_why_in_a_sentence(words, environment, sentence):
    clean = {
        key: value for key, value in os.environ.items() if key not in (*COMPLETE, "DJANGO_SETTINGS_MODULE")
    }

    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        env={**clean, **environment},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
