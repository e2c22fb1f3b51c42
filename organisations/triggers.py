"""What the database itself refuses: a change of a logo that papers bear."""

from __future__ import annotations

from audit.triggers import append_only

append_only("organisations_logo", unique_columns=["sha256"])
