"""What the public is told of a text by its short code: what stands sealed, and no more than is published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.disclosure import to_the_public
from governance.lifecycle import State
from governance.models import DocumentVersion, Rendition
from governance.models.version import Standing
from governance.withheld import part_of_rows
from organisations.models import Organisation
from protocols.kinds import KINDS
from protocols.models import RegisterEntry, RoundState, SignedCopy, SigningRound, Statement
from protocols.statements import Strength
from protocols.verifying import beginning_of, code_of, in_groups


@dataclass(frozen=True)
class Signed:
    """An organisation that signed, and when."""

    organisation: str
    at: datetime
    is_on_paper: bool = False


@dataclass(frozen=True)
class Checked:
    """One text that the register knows. `signed` is empty where it is not published who signed."""

    version: DocumentVersion
    sha256: str
    state: str
    is_in_force: bool
    is_public: bool
    shows_signatures: bool
    signed: Sequence[Signed]
    assurance: str  # of what was signed elsewhere
    files: Mapping[str, str]  # fingerprint of a file -> what it is

    @property
    def code(self) -> str:
        return code_of(self.sha256)

    @property
    def grouped(self) -> str:
        return in_groups(self.sha256)

    @property
    def lead(self) -> Organisation:
        return self.version.document.organisation

    def what_is(self, sha256: str) -> str:
        """What the file with this fingerprint is; empty for one that is not known."""
        return self.files.get(sha256, "")


def checked(code: str) -> Checked | None:
    """None for a code that no text has. Of a text that was opened for signature, or published."""
    beginning = beginning_of(code)
    if not beginning:
        return None
    rounds = SigningRound.objects.filter(sha256__startswith=beginning).order_by("-opened_at")
    row = rounds.select_related("version__document__organisation").first()
    if row is not None:
        version, sha256 = row.version, row.sha256
    else:
        published = DocumentVersion.objects.filter(document__kind__in=KINDS, published_at__isnull=False)
        found = published.filter(content_sha256__startswith=beginning).for_page().first()
        if found is None:
            return None
        version, sha256 = found, found.content_sha256
    is_cancelled = row is not None and row.state == RoundState.CANCELLED
    is_public = (
        not is_cancelled
        and DocumentVersion.objects.visible_to(AnonymousUser()).filter(pk=version.pk).exists()
    )
    shows = is_public and to_the_public(version).shows(part_of_rows("parties"))
    entry = RegisterEntry.objects.for_list().filter(version=version).first()
    state, is_in_force = _state(version, entry, is_cancelled, timezone.localdate())
    return Checked(
        version,
        sha256,
        state,
        is_in_force,
        is_public,
        shows,
        _signed(version) if shows else (),
        entry.assurance if entry and is_public else "",
        _files(version, sha256),
    )


def _signed(version: DocumentVersion) -> list[Signed]:
    found = Statement.objects.filter(version=version).exclude(round__state=RoundState.CANCELLED)
    given = found.signatures().select_related("organisation").in_order()
    return [Signed(each.organisation.name, each.at, each.strength == Strength.PAPER) for each in given]


def _files(version: DocumentVersion, sha256: str) -> dict[str, str]:
    files = {sha256: _("the exact text that is signed")}
    for made in Rendition.objects.filter(version=version).order_by("made_at"):
        files[made.sha256] = _("the PDF of this version")
    for copy in SignedCopy.objects.of_text(version, sha256).order_by("made_at"):
        files[copy.sha256] = _("the signed copy of %(day)s, with %(number)d statements") % {
            "day": date_format(timezone.localtime(copy.made_at), "j F Y"),
            "number": copy.statements,
        }
    return files


def _state(
    version: DocumentVersion, entry: RegisterEntry | None, is_cancelled: bool, on: date
) -> tuple[str, bool]:
    if is_cancelled:
        return _("The signing of this text was cancelled. It binds nobody."), False
    if version.state == State.FOR_SIGNATURE:
        return _("It is open for signature and not in force yet."), False
    match version.standing(on):
        case Standing.IN_FORCE if entry and entry.is_suspended(on):
            day = date_format(entry.suspended_from, "j F Y") if entry.suspended_from else ""
            return _("It has been suspended since %(day)s and holds between nobody for now.") % {
                "day": day
            }, False
        case Standing.IN_FORCE:
            day = date_format(version.effective_from, "j F Y") if version.effective_from else ""
            return _("It is in force between those who signed, since %(day)s.") % {"day": day}, True
        case Standing.SCHEDULED:
            day = date_format(version.effective_from, "j F Y") if version.effective_from else ""
            return _("It takes effect between those who signed, on %(day)s.") % {"day": day}, False
    return _("It is not in force."), False
