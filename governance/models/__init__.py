"""Documents of the framework, their versions and texts."""

from governance.models.attachment import Attachment
from governance.models.body import Body
from governance.models.body_import import BodyImport, BodyImportFile
from governance.models.document import Document, Participant, ReferenceCounter
from governance.models.grant import DocumentGrant
from governance.models.job import Job, JobState
from governance.models.link import DocumentLink
from governance.models.rendition import Rendition
from governance.models.search import SearchCount, SearchDue, SearchEntry, SearchName, SearchWord
from governance.models.section import Section, SectionDraft
from governance.models.version import DocumentVersion, Standing
from governance.models.word_import import WordImport

__all__ = [
    "Attachment",
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
    "ReferenceCounter",
    "Rendition",
    "SearchCount",
    "SearchDue",
    "SearchEntry",
    "SearchName",
    "SearchWord",
    "Section",
    "SectionDraft",
    "Standing",
    "WordImport",
]
