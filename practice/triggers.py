"""What the database itself refuses: a change of who signed a version that left draft."""

from __future__ import annotations

from governance.triggers import freeze_with_version

freeze_with_version("practice_signatory", "signatory", "signatory")
