"""The public lists of bodies that we know, what one of their rows says, and what can be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from organisations.models import OrganisationKind

Values = dict[str, str]


@dataclass(frozen=True)
class PublicList:
    """A list that we know: its key column is also the scheme of its identifiers."""

    scheme: str
    prefix: str
    kind: OrganisationKind
    columns: frozenset[str] = frozenset()  # that we do not read, but that may be there


NOT_READ = frozenset({"entry-timestamp"})
COUNCIL_TYPE = frozenset({"local-authority-type"})

# In this order lists decide the code and the names of a body that stands in several.
LISTS = (
    PublicList("government-organisation", "GOV", OrganisationKind.CENTRAL_GOVERNMENT),
    PublicList("local-authority-eng", "ENG", OrganisationKind.COUNCIL, COUNCIL_TYPE),
    PublicList("local-authority-sct", "SCT", OrganisationKind.COUNCIL, COUNCIL_TYPE),
    PublicList("local-authority-nir", "NIR", OrganisationKind.COUNCIL, COUNCIL_TYPE),
    PublicList("principal-local-authority", "WLS", OrganisationKind.COUNCIL),
    PublicList("clinical-commissioning-group", "CCG", OrganisationKind.NHS),
    PublicList(
        "information-sharing-agreement-specified-person-0001",
        "SP",
        OrganisationKind.OTHER,
        frozenset({"relevant-powers"}),
    ),
)
COLUMNS = {
    "name": "name",
    "official-name": "legal_name",
    "name-cy": "name_cy",
    "official-name-cy": "legal_name_cy",
    "website": "website",
    "start-date": "starts_on",
    "end-date": "ends_on",
}


@dataclass(frozen=True)
class Listed:
    """One body as one list has it. `values` holds field names of Organisation; days as ISO text, "" for none."""

    source: str  # file:line
    public_list: PublicList
    key: str
    values: Values
    imprecise: tuple[str, ...] = ()  # columns whose date had no day
    cells: Mapping[str, str] = field(default_factory=dict)  # column: what stands in the file

    @property
    def identifier(self) -> str:
        return f"{self.public_list.scheme}:{self.key}"

    @property
    def code(self) -> str:
        """PREFIX-KEY, such as ENG-BAS: from the list alone, so that every import gives the same."""
        return f"{self.public_list.prefix}-{self.key}"

    def fault(self, column: str, message: str) -> Fault:
        """What is wrong with this row, as one finds out only beside the register."""
        file, _colon, line = self.source.rpartition(":")
        number = int(line) if line.isdecimal() else 0
        return Fault(file if number else self.source, number, column, message, self.cells)


@dataclass(frozen=True)
class Fault:
    """Something in a file that stops its import. Commands print it; pages put it beside its cell."""

    file: str
    line: int  # 1 is the heading; 0: the file as a whole
    column: str  # empty: the row as a whole
    message: str
    cells: Mapping[str, str] = field(default_factory=dict)  # the row as it stands in the file

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


def recognise(columns: Sequence[str]) -> PublicList:
    """The list whose key column is there. Raises LookupError for none."""
    found = [public_list for public_list in LISTS if public_list.scheme in columns]
    if len(found) != 1:
        raise LookupError(columns)
    return found[0]
