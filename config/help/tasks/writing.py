"""What people do who write documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config.help.task import Task
from organisations.permissions import Can

TASKS = (
    Task(
        "see-your-work",
        _("See what waits for you"),
        _("Approvals, comments, reviews and gaps of your organisation, in lists."),
        pages=("governance:work",),
        rights=(Can.READ_DRAFTS,),
        see=("approve", "answer-comments", "see-how-complete"),
    ),
    Task(
        "start-a-document",
        _("Start a document from a template"),
        _("Begin a new document with a complete text, or the next draft of one that is in force."),
        pages=(
            "governance:document-new",
            "governance:draft-new",
            "governance:templates",
            "governance:template",
            "governance:template-version",
            "governance:template-changes",
        ),
        rights=(Can.DRAFT,),
        see=("bring-in-a-word-file", "write-a-section", "take-new-wording"),
    ),
    Task(
        "bring-in-a-word-file",
        _("Bring in a Word file"),
        _("Make a draft of a document that you have already, and see what goes where first."),
        pages=("governance:word-import-new", "governance:word-import", "governance:word-import-give-up"),
        rights=(Can.DRAFT,),
        see=("start-a-document", "write-a-section", "attach-a-file"),
    ),
    Task(
        "write-a-section",
        _("Write a section together"),
        _("Write section by section, with guidance beside the text; nothing typed is lost."),
        pages=(
            "governance:draft",
            "governance:section-edit",
            "governance:section-add",
            "governance:section-remove",
            "governance:details",
            "governance:give-up",
        ),
        rights=(Can.DRAFT,),
        see=("write-the-steps", "answer-comments", "send-for-review"),
    ),
    Task(
        "write-the-steps",
        _("Write the steps of a procedure"),
        _("What to do, who does it, by when, and what record to keep."),
        pages=(
            "governance:steps",
            "governance:step-add",
            "governance:step-edit",
            "governance:step-remove",
        ),
        rights=(Can.DRAFT,),
        see=("write-a-section", "send-for-review"),
    ),
    Task(
        "build-a-protocol",
        _("Build an information sharing protocol"),
        _("Find out whether you need one, then answer it task by task and check your answers."),
        pages=(
            "protocols:first-question",
            "protocols:case-by-case",
            "protocols:principles-only",
            "protocols:begin",
            "protocols:build",
            "protocols:build-check",
            "protocols:build-task",
            "protocols:build-signatories",
        ),
        rights=(Can.DRAFT,),
        see=("list-what-is-shared", "share-about-one-person", "write-a-section"),
    ),
    Task(
        "begin-from-another-protocol",
        _("Begin from another organisation’s protocol"),
        _("Take over its text as a draft of your own, and see what changes there later."),
        pages=("protocols:localise", "protocols:agreement-source"),
        rights=(Can.DRAFT,),
        see=("build-a-protocol", "find-an-agreement", "see-what-changed"),
    ),
    Task(
        "record-a-signed-paper",
        _("Record an agreement that was signed on paper"),
        _("With its parties, its dates, its scan and who signed it."),
        pages=("protocols:signed-elsewhere",),
        rights=(Can.DRAFT,),
        see=("build-a-protocol", "see-between-whom", "find-an-agreement"),
    ),
    Task(
        "list-what-is-shared",
        _("List what a protocol shares"),
        _("Parties, data items, flows and lawful bases, one by one or from a spreadsheet."),
        pages=("protocols:row-add", "protocols:row-edit", "protocols:row-remove", "protocols:row-paste"),
        rights=(Can.DRAFT,),
        see=("build-a-protocol",),
    ),
    Task(
        "name-who-signs",
        _("Name who signs a statement of support"),
        _("The person who keeps the promise to staff who share in good faith."),
        pages=("practice:signatory",),
        rights=(Can.DRAFT,),
        see=("write-a-section", "send-for-review"),
    ),
    Task(
        "attach-a-file",
        _("Attach a file"),
        _("A form, a map or a table that belongs to the text."),
        pages=("governance:attachments", "governance:attachment-remove"),
        rights=(Can.DRAFT,),
        see=("write-a-section", "bring-in-a-word-file"),
    ),
    Task(
        "answer-comments",
        _("Comment on a draft, and answer comments"),
        _("Talk about a section beside it. None of it is published."),
        pages=("governance:comments", "governance:section-comments"),
        rights=(Can.COMMENT,),
        see=("let-a-partner-in", "write-a-section", "approve"),
    ),
    Task(
        "let-a-partner-in",
        _("Let in a person from outside"),
        _("A partner who reads, comments on or approves one document until a day."),
        pages=("governance:access", "governance:access-end"),
        rights=(Can.GRANT_ACCESS,),
        see=("answer-comments", "approve"),
    ),
)
