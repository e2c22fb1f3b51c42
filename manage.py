#!/usr/bin/env python
"""Commands of Sharing Register. Without environment: development, on SQLite."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import (
        execute_from_command_line,
    )  # Django may be missing: let the import say so

    execute_from_command_line(sys.argv)
