"""What can happen to a document, in the words of the log. A verb in use keeps its meaning for ever."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.verbs import declare

DOCUMENT_CREATED = declare("document.created", _("created the document"), changes_data=True)
CONTROL_CHANGED = declare("document.control_changed", _("changed the control block"), changes_data=True)
DISCLOSURE_DECIDED = declare(
    "document.disclosure_decided", _("decided what the public reads"), changes_data=True
)
DRAFT_STARTED = declare("version.draft_started", _("started a draft"), changes_data=True)
VERSION_RESTORED = declare("version.restored", _("brought an old text back as a draft"), changes_data=True)
DRAFT_GIVEN_UP = declare("version.given_up", _("gave up the draft"), changes_data=True)
DETAILS_CHANGED = declare("version.details_changed", _("changed the details of the draft"), changes_data=True)
SECTION_SAVED = declare("section.saved", _("saved a section"), changes_data=True)
SECTION_ADDED = declare("section.added", _("added a section"), changes_data=True)
SECTION_REMOVED = declare("section.removed", _("removed a section"), changes_data=True)
SECTION_MOVED = declare("section.moved", _("moved a section"), changes_data=True)
COMMENT_ADDED = declare("comment.added", _("commented on a section"), changes_data=True)
COMMENT_REPLIED = declare("comment.replied", _("answered a comment"), changes_data=True)
COMMENT_RESOLVED = declare("comment.resolved", _("resolved a comment"), changes_data=True)
COMMENT_REOPENED = declare("comment.reopened", _("reopened a comment"), changes_data=True)
COMMENT_CHANGED = declare("comment.changed", _("put a comment right"), changes_data=True)
COMMENT_REMOVED = declare("comment.removed", _("removed a comment"), changes_data=True)
STEP_ADDED = declare("step.added", _("added a step"), changes_data=True)
STEP_CHANGED = declare("step.changed", _("changed a step"), changes_data=True)
STEP_MOVED = declare("step.moved", _("moved a step"), changes_data=True)
STEP_REMOVED = declare("step.removed", _("removed a step"), changes_data=True)
FILE_ATTACHED = declare("attachment.added", _("attached a file"), changes_data=True)
FILE_DETACHED = declare("attachment.removed", _("removed an attachment"), changes_data=True)
VERSION_SUBMITTED = declare("version.submitted", _("sent the version for review"), changes_data=True)
VERSION_RECALLED = declare("version.recalled", _("took the version back from review"), changes_data=True)
VERSION_SENT_BACK = declare("version.sent_back", _("asked for changes"), changes_data=True)
VERSION_REMINDED = declare(
    "version.reminded", _("reminded whoever is to approve the version"), changes_data=False
)
VERSION_APPROVED = declare("version.approved", _("approved the version"), changes_data=True)
APPROVAL_GIVEN = declare("approval.given", _("gave one of the approvals"), changes_data=True)
APPROVAL_TAKEN_BACK = declare("approval.taken_back", _("took the approval back"), changes_data=True)
APPROVAL_DELEGATED = declare("approval.delegated", _("let a colleague approve"), changes_data=True)
DELEGATION_ENDED = declare(
    "approval.delegation_ended", _("ended a colleague’s right to approve"), changes_data=True
)
APPROVAL_RULE_SET = declare("approval_rule.set", _("set the rule of approval"), changes_data=True)
APPROVAL_RULE_REMOVED = declare("approval_rule.removed", _("removed the rule of approval"), changes_data=True)
VERSION_OPENED = declare("version.opened", _("opened the version for signature"), changes_data=True)
VERSION_SIGNING_CANCELLED = declare(
    "version.signing_cancelled", _("cancelled the signing of the version"), changes_data=True
)
VERSION_PUBLISHED = declare("version.published", _("published the version"), changes_data=True)
VERSION_RECORDED = declare(
    "version.recorded", _("recorded a version that was agreed elsewhere"), changes_data=True
)
VERSION_WITHDRAWN = declare("version.withdrawn", _("withdrew the version"), changes_data=True)
REVIEW_CALLED = declare("review.called", _("asked for a review of what is in force"), changes_data=True)
REVIEW_RECORDED = declare("review.recorded", _("recorded a review of what is in force"), changes_data=True)
READING_ASKED = declare("reading.asked", _("asked people to read or to do something"), changes_data=True)
READING_WITHDRAWN = declare("reading.withdrawn", _("withdrew a request to read"), changes_data=True)
READING_OFFERED = declare("reading.offered", _("asked those who are to read it now"), changes_data=True)
READING_OPENED = declare("reading.opened", _("opened what is to be read"), changes_data=True)
READING_CONFIRMED = declare(
    "reading.confirmed", _("confirmed to have read and understood it"), changes_data=True
)
TRAINING_CONFIRMED = declare(
    "training.confirmed", _("confirmed to have done the training"), changes_data=True
)
READING_EXPORTED = declare("reading.exported", _("took out a list of who has read what"), changes_data=False)
TRAINING_ADDED = declare("training.added", _("added a training item"), changes_data=True)
TRAINING_CHANGED = declare("training.changed", _("changed a training item"), changes_data=True)
TRAINING_ENDED = declare("training.ended", _("ended a training item"), changes_data=True)
REVIEW_PLANNED = declare("review.planned", _("set the day of the next review"), changes_data=True)
TEMPLATE_PUBLISHED = declare(
    "template.published", _("published a version of the template"), changes_data=False
)
TEMPLATE_FOLLOWED = declare(
    "document.template_followed",
    _("noted which version of the template the document follows"),
    changes_data=True,
)
TEMPLATE_TAKEN = declare(
    "version.template_taken", _("took wording of the template into the draft"), changes_data=True
)
REFERENCE_MEANT = declare(
    "section.reference_meant", _("marked a name of law or a body of the past as meant"), changes_data=True
)
REFERENCE_QUESTIONED = declare(
    "section.reference_questioned", _("had a name of law or a body pointed out again"), changes_data=True
)
DOCUMENT_LINKED = declare("document.linked", _("linked the document"), changes_data=True)
DOCUMENT_UNLINKED = declare("document.unlinked", _("removed a link of the document"), changes_data=True)
BODIES_UPLOADED = declare("bodies.uploaded", _("uploaded lists of bodies"), changes_data=False)
BODIES_CHECKED = declare("bodies.checked", _("checked lists of bodies"), changes_data=False)
BODIES_CONFIRMED = declare("bodies.confirmed", _("agreed to bring in lists of bodies"), changes_data=False)
BODIES_IMPORTED = declare("bodies.imported", _("brought in lists of bodies"), changes_data=False)
BODIES_GIVEN_UP = declare("bodies.given_up", _("gave up an import of bodies"), changes_data=False)
WORD_UPLOADED = declare("word.uploaded", _("uploaded a Word file"), changes_data=False)
WORD_READ = declare("word.read", _("read a Word file"), changes_data=False)
WORD_REFUSED = declare("word.refused", _("did not take a Word file"), changes_data=False)
WORD_DRAFTED = declare("word.drafted", _("made a draft from a Word file"), changes_data=False)
WORD_GIVEN_UP = declare("word.given_up", _("gave up a Word file"), changes_data=False)
DEMO_ENTERED = declare("demo.entered", _("entered the demo"), changes_data=False)
JOB_FAILED = declare("job.failed", _("gave up the job"), changes_data=False)
JOB_TRIED_AGAIN = declare("job.tried_again", _("asked to try the job again"), changes_data=False)
PDF_RENDERED = declare("pdf.rendered", _("made the PDF"), changes_data=False)
COMPARISON_ASKED = declare("comparison.asked", _("asked for the PDF of a comparison"), changes_data=False)
NOTIFICATIONS_CHOSEN = declare(
    "notifications.chosen", _("chose when to be told by e-mail"), changes_data=True
)
MAIL_SENT_AGAIN = declare("mail.sent_again", _("had an e-mail sent again"), changes_data=True)
