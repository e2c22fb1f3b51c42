from __future__ import annotations

from django.urls import path, register_converter

from protocols.tokens import PATTERN
from protocols.views import (
    added_law,
    agreement,
    answering,
    beginning,
    between,
    building,
    building_rows,
    door,
    export,
    feed,
    invited,
    invited_files,
    inviting,
    life,
    localising,
    opening,
    paper,
    register,
    removal_rules,
    sharing,
    signatories,
    signatures,
    signed_copies,
    signing,
    signing_rules,
    succession,
    verify,
)

app_name = "protocols"
AGREEMENT = "register/<reference>"
BUILD = "protocols/<reference>/versions/<number>"
ROW = f"{BUILD}/rows/<slug:rows>/<uuid:key>"
SIGNING = f"{AGREEMENT}/versions/<number>/signing"
INVITATIONS = "documents/<reference>/versions/<number>/invitations"


class Token:
    """What stands in the link of an invitation."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Token, "token")
urlpatterns = [
    path("register/", register.register, name="register"),
    path("register.csv", export.register_csv, name="register-csv"),
    path("register.json", export.register_json, name="register-json"),
    path("register/changes.atom", feed.changes, name="register-feed"),
    path("register/map/", sharing.sharing_map, name="map"),
    path("register/map.csv", sharing.map_csv, name="map-csv"),
    path(f"{AGREEMENT}/", agreement.agreement, name="agreement"),
    path(f"{AGREEMENT}/changes/", agreement.changes, name="agreement-changes"),
    path(f"{AGREEMENT}/versions/<number>.pdf", agreement.pdf, name="agreement-pdf"),
    path(f"{AGREEMENT}/versions/<number>/", agreement.version, name="agreement-version"),
    path("protocols/new/", beginning.first_question, name="first-question"),
    path("protocols/new/case-by-case/", beginning.case_by_case, name="case-by-case"),
    path("protocols/new/principles-only/", beginning.principles_only, name="principles-only"),
    path("protocols/new/begin/", beginning.begin, name="begin"),
    path("protocols/new/from-another/", localising.localise, name="localise"),
    path("protocols/new/signed-elsewhere/", paper.signed_elsewhere, name="signed-elsewhere"),
    path(f"{AGREEMENT}/source/", localising.source, name="agreement-source"),
    path(f"{BUILD}/", building.build, name="build"),
    path(f"{BUILD}/check/", building.check, name="build-check"),
    path(f"{BUILD}/rows/<slug:rows>/add/", building_rows.add, name="row-add"),
    path(f"{BUILD}/rows/<slug:rows>/paste/", building_rows.paste, name="row-paste"),
    path(f"{ROW}/", building_rows.edit, name="row-edit"),
    path(f"{ROW}/move/", building_rows.move, name="row-move"),
    path(f"{ROW}/remove/", building_rows.remove, name="row-remove"),
    path(f"{BUILD}/signatories/", signatories.signatories, name="build-signatories"),
    path(f"{BUILD}/<slug:task>/", building.task, name="build-task"),
    path(f"{AGREEMENT}/between/", between.between, name="agreement-between"),
    path("organisations/<code>/settings/signing/", signing_rules.overview, name="signing-rules"),
    path("organisations/<code>/settings/signing/change/", signing_rules.change, name="signing-rule"),
    path("organisations/<code>/succession/", succession.overview, name="succession"),
    path("organisations/<code>/succession/<predecessor>/", succession.of_body, name="succession-of"),
    path("organisations/<code>/settings/register/", removal_rules.removal_rule, name="removal-rule"),
    path("organisations/<code>/settings/law/", added_law.overview, name="added-law"),
    path("organisations/<code>/settings/law/add/", added_law.add, name="added-law-add"),
    path("organisations/<code>/settings/law/<uuid:key>/", added_law.change, name="added-law-change"),
    path("organisations/<code>/settings/law/<uuid:key>/end/", added_law.end, name="added-law-end"),
    path(f"{AGREEMENT}/life/", life.life, name="agreement-life"),
    path(f"{AGREEMENT}/life/admit/", life.admit, name="life-admit"),
    path(f"{AGREEMENT}/life/suspend/", life.suspend, name="life-suspend"),
    path(f"{AGREEMENT}/life/lift/<uuid:key>/", life.lift, name="life-lift"),
    path(f"{AGREEMENT}/life/terminate/", life.terminate, name="life-terminate"),
    path(f"{AGREEMENT}/life/leave/<code>/", life.leave, name="life-leave"),
    path(f"{AGREEMENT}/life/disposal/<uuid:key>/", life.disposal, name="life-disposal"),
    path(f"{SIGNING}/", signatures.signatures, name="signatures"),
    path(f"{SIGNING}/signed-copy.pdf", signed_copies.signed_copy, name="signed-copy"),
    path(f"{SIGNING}/scans/<int:round>/<int:position>/", signed_copies.scan, name="signature-scan"),
    path(f"{SIGNING}/remind/", signatures.remind, name="signing-remind"),
    path(f"{SIGNING}/open/", opening.open_for_signature, name="signing-open"),
    path(f"{SIGNING}/cancel/", opening.cancel, name="signing-cancel"),
    path(f"{SIGNING}/close/", opening.close, name="signing-close"),
    path(f"{SIGNING}/last-day/", opening.last_day, name="signing-last-day"),
    path(f"{SIGNING}/for/<code>/", signing.sign, name="sign"),
    path(f"{SIGNING}/for/<code>/decline/", answering.decline, name="decline"),
    path(f"{SIGNING}/for/<code>/review/", answering.begin_review, name="signing-review"),
    path(f"{SIGNING}/for/<code>/withdraw/<int:position>/", answering.withdraw, name="signature-withdraw"),
    path(f"{SIGNING}/signatures/<int:position>/paper/", signatures.on_paper, name="signature-paper"),
    path(f"{SIGNING}/receipts/<int:round>/<int:position>/", signing.receipt, name="receipt"),
    path(f"{INVITATIONS}/", inviting.invitations, name="invitations"),
    path(f"{INVITATIONS}/questions/<uuid:key>/", inviting.answer_question, name="invitation-answer"),
    path(f"{INVITATIONS}/<int:position>/", inviting.invite, name="invite"),
    path(f"{INVITATIONS}/<int:position>/send-anew/", inviting.send_anew, name="invitation-send-anew"),
    path(f"{INVITATIONS}/<int:position>/revoke/", inviting.revoke, name="invitation-revoke"),
    path("verify/", verify.start, name="verify-start"),
    path("verify/<str:code>/", verify.verify, name="verify"),
    path("sign/<token:token>/", door.invitation, name="invitation"),
    path("invited/", invited.invited, name="invited"),
    path("invited/code/", door.code, name="invited-code"),
    path("invited/changes/", invited.changes, name="invited-changes"),
    path("invited/sign/", invited.sign, name="invited-sign"),
    path("invited/decline/", invited.decline, name="invited-decline"),
    path("invited/ask-for-changes/", invited.ask_for_changes, name="invited-ask-for-changes"),
    path("invited/ask/", invited.ask, name="invited-ask"),
    path("invited/text.json", invited_files.text, name="invited-text"),
    path("invited/version.pdf", invited_files.pdf, name="invited-pdf"),
    path("invited/files/<int:file>/", invited_files.attachment, name="invited-file"),
    path("invited/receipt.txt", invited_files.receipts, name="invited-receipt"),
    path("invited/your-data.json", invited_files.data_json, name="invited-data-json"),
    path("invited/your-data.csv", invited_files.data_csv, name="invited-data-csv"),
]
