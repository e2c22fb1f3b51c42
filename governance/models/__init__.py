"""Documents of the framework, their versions and texts."""

from governance.models.approval import (
    Approval,
    ApprovalRound,
    ApprovalRule,
    ApprovalSeat,
    ApprovalStep,
    Delegation,
)
from governance.models.attachment import Attachment
from governance.models.body import Body
from governance.models.body_import import BodyImport, BodyImportFile
from governance.models.comment import Comment, CommentAudience, CommentThread
from governance.models.document import Document, Participant, ReferenceCounter
from governance.models.grant import DocumentGrant
from governance.models.job import Job, JobState
from governance.models.link import DocumentLink
from governance.models.meant import MeantReference
from governance.models.notification import Mail, NoticeDue, Notification, NotificationChoice
from governance.models.periodic_review import PeriodicReview
from governance.models.presence import Presence
from governance.models.reading import Progress, Reading
from governance.models.reading_request import Addressee, ReadingRequest
from governance.models.rendition import Rendition
from governance.models.search import SearchBody, SearchCount, SearchDue, SearchEntry, SearchName, SearchWord
from governance.models.section import Section, SectionDraft
from governance.models.step import ProcedureStep
from governance.models.template import Template, TemplateVersion
from governance.models.training import TrainingItem
from governance.models.version import DocumentVersion, Standing
from governance.models.withholding import Withholding
from governance.models.word_import import WordImport

__all__ = [
    "Addressee",
    "Approval",
    "ApprovalRound",
    "ApprovalRule",
    "ApprovalSeat",
    "ApprovalStep",
    "Attachment",
    "Body",
    "BodyImport",
    "BodyImportFile",
    "Comment",
    "CommentAudience",
    "CommentThread",
    "Delegation",
    "Document",
    "DocumentGrant",
    "DocumentLink",
    "DocumentVersion",
    "Job",
    "JobState",
    "Mail",
    "MeantReference",
    "NoticeDue",
    "Notification",
    "NotificationChoice",
    "Participant",
    "PeriodicReview",
    "Presence",
    "ProcedureStep",
    "Progress",
    "Reading",
    "ReadingRequest",
    "ReferenceCounter",
    "Rendition",
    "SearchBody",
    "SearchCount",
    "SearchDue",
    "SearchEntry",
    "SearchName",
    "SearchWord",
    "Section",
    "SectionDraft",
    "Standing",
    "Template",
    "TemplateVersion",
    "TrainingItem",
    "Withholding",
    "WordImport",
]
