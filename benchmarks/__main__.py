"""`python -m benchmarks NAME WORDS` starts Django and then the benchmark of that name in this folder."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    import_module(f"benchmarks.{sys.argv[1]}").main(sys.argv[2:])
