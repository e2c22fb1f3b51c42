"""What the database itself refuses: a change of frozen text, two ranges in force at once, a change of a body."""

from __future__ import annotations

from audit.triggers import append_only, refuse

FROZEN = (
    "document_id", "major", "minor", "title", "language", "marking", "handling", "content_sha256",
    "grade", "change_summary", "submitted_by_id", "submitted_at",
)  # fmt: skip

append_only("governance_body", unique_columns=["sha256"])
append_only("governance_template", unique_columns=["id", ["kind", "language"]])
append_only("governance_templateversion", unique_columns=["id", ["template_id", "number"]])


def _frozen_version() -> None:
    kept = "OLD.state <> 'draft' AND NEW.state <> 'draft' AND ({})"
    refuse(
        "version_is_frozen",
        "governance_documentversion",
        "UPDATE",
        "what left draft is frozen",
        sqlite=kept.format(" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in FROZEN)),
        postgres=kept.format(" OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in FROZEN)),
    )
    refuse(
        "frozen_version_stays",
        "governance_documentversion",
        "DELETE",
        "what left draft is not deleted",
        sqlite="OLD.state <> 'draft'",
        postgres="OLD.state <> 'draft'",
    )


def freeze_with_version(table: str, name: str, what: str) -> None:
    """Rows of a table with a `version_id` neither come, change nor go once the version left draft.

    `name` begins the names of the triggers; `what` is the plural that the refusal speaks of.
    """
    left_draft = "(SELECT state FROM governance_documentversion WHERE id = {}.version_id) <> 'draft'"
    for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        condition = left_draft.format(row)
        refuse(
            f"{name}_is_frozen_on_{event.lower()}",
            table,
            event,
            f"the {what} of a version that left draft are frozen",
            sqlite=condition,
            postgres=condition,
        )


def _ranges_do_not_overlap() -> None:
    """On PostgreSQL an exclusion constraint does this without a gap; see migration 0002."""
    overlap = (
        "NEW.effective_from IS NOT NULL AND EXISTS (SELECT 1 FROM governance_documentversion other "
        "WHERE other.document_id = NEW.document_id AND other.language = NEW.language AND other.id <> NEW.id "
        "AND other.effective_from IS NOT NULL "
        "AND (other.effective_to IS NULL OR other.effective_to > other.effective_from) "
        "AND (NEW.effective_to IS NULL OR NEW.effective_to > NEW.effective_from) "
        "AND (NEW.effective_to IS NULL OR other.effective_from < NEW.effective_to) "
        "AND (other.effective_to IS NULL OR other.effective_to > NEW.effective_from))"
    )
    for event in ("INSERT", "UPDATE"):
        refuse(
            f"ranges_do_not_overlap_on_{event.lower()}",
            "governance_documentversion",
            event,
            "ranges in force do not overlap",
            sqlite=overlap,
            postgres=overlap,
        )


def _approvals_stay() -> None:
    """An approval is given once: it is taken back by a mark, and nothing else of it changes."""
    table = "governance_approval"
    kept = ("round_id", "seat_id", "person_id", "principal_id", "given_as", "at", "forum", "note", "waiver")
    changed = "OLD.taken_back_at IS NOT NULL OR {}"
    message = "an approval is taken back, not changed"
    refuse(
        "approval_stays_as_it_was",
        table,
        "UPDATE",
        message,
        sqlite=changed.format(" OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in kept)),
        postgres=changed.format(
            " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in kept)
        ),
    )
    refuse("approval_stays", table, "DELETE", message, sqlite="1", postgres="true")


_frozen_version()
_approvals_stay()
freeze_with_version("governance_section", "section", "sections")
freeze_with_version("governance_procedurestep", "step", "steps")
freeze_with_version("governance_attachment", "attachment", "attachments")
_ranges_do_not_overlap()
