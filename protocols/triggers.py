"""What the database itself refuses: a change of the rows of a version that left draft."""

from __future__ import annotations

from audit.triggers import append_only, refuse
from governance.triggers import freeze_with_version

freeze_with_version("protocols_party", "party", "parties")
freeze_with_version("protocols_legalpower", "power", "legal powers")
freeze_with_version("protocols_terms", "terms", "terms")
freeze_with_version("protocols_dataitem", "data_item", "data items")
freeze_with_version("protocols_flow", "flow", "flows")
freeze_with_version("protocols_legalbasis", "basis", "lawful bases")
freeze_with_version("protocols_conditions", "conditions", "conditions")

append_only("protocols_statement", ["id", "key", ["signatory_id", "signature"]])
append_only("protocols_signedcopy", ["id", "cache_key"])


def _terms_stay(table: str, name: str, message: str, kept: tuple[str, ...]) -> None:
    """What a round was opened with stays, whatever becomes of it; and no row of it goes."""
    refuse(
        f"{name}_as_it_was",
        table,
        "UPDATE",
        message,
        sqlite=" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in kept),
        postgres=" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in kept),
    )
    refuse(f"{name}_there", table, "DELETE", message, sqlite="1", postgres="true")


_terms_stay(
    "protocols_signinground",
    "signing_round_stays",
    "a round of signing is closed or cancelled, not changed",
    (
        "version_id", "number", "sha256", "opened_by_id", "opened_as", "opened_at", "needs_all", "long_stop_on",
    ),
)  # fmt: skip
_terms_stay(
    "protocols_signatory",
    "signatory_stays",
    "whose signature a round asks for stays",
    ("round_id", "organisation_id", "position", "posts", "direction", "is_joining"),
)
_terms_stay(
    "protocols_invitation",
    "invitation_stays",
    "an invitation is revoked, not changed",
    (
        "signatory_id", "number", "name", "address", "token_sha256", "made_by_id", "made_at", "expires_at",
    ),
)  # fmt: skip
