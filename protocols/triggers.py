"""What the database itself refuses: a change of the rows of a version that left draft."""

from __future__ import annotations

from governance.triggers import freeze_with_version

freeze_with_version("protocols_party", "party", "parties")
freeze_with_version("protocols_legalpower", "power", "legal powers")
freeze_with_version("protocols_terms", "terms", "terms")
