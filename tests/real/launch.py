"""Starts Django, then a module of this folder: `python -m tests.real.launch NAME WORDS`."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    import_module(f"tests.real.{sys.argv[1]}").main(sys.argv[2:])
