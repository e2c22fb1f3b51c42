"""Documents of the framework, their versions and texts."""

from governance.models.body import Body
from governance.models.body_import import BodyImport, BodyImportFile
from governance.models.document import Document, Participant, ReferenceCounter
from governance.models.grant import DocumentGrant
from governance.models.job import Job, JobState
from governance.models.link import DocumentLink
from governance.models.periodic_review import PeriodicReview
from governance.models.rendition import Rendition
from governance.models.search import SearchBody, SearchCount, SearchDue, SearchEntry, SearchName, SearchWord
from governance.models.section import Section, SectionDraft
from governance.models.version import DocumentVersion, Standing

__all__ = [
    "Body",
    "BodyImport",
    "BodyImportFile",
    "Document",
    "DocumentGrant",
    "DocumentLink",
    "DocumentVersion",
    "Job",
    "JobState",
    "Participant",
    "PeriodicReview",
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
]
