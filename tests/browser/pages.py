"""Every page by its name: who opens which one of it. `words` are looked up in the world; others stand as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import URLPattern, URLResolver, get_resolver, reverse

COUNCIL = {"reference": "council"}
ONE = {"reference": "council", "number": "1.0"}
NOW = {"reference": "council", "number": "2.0"}
NEXT = {"reference": "council", "number": "2.1"}
SCHOOLS = {"reference": "schools", "number": "1.0"}
TRUST = {"reference": "trust", "number": "1.0"}
POLICE = {"reference": "police", "number": "1.1"}
COMING = {"reference": "charity", "number": "1.1"}
WATER = {"reference": "water", "number": "1.0"}
COMMENTED = {"reference": "commented", "number": "1.0"}
STEPS = {"reference": "procedure", "number": "1.1"}
AGREEMENT = {"reference": "agreement"}
BUILT = {"reference": "built", "number": "1.0"}
PARTLY = {"reference": "partly withheld", "number": "1.0"}
TO_SIGN = {"reference": "to sign", "number": "1.0"}
BETWEEN = {"reference": "in force between two", "number": "1.0"}
NCC = {"code": "NCC"}
QUIET = {"code": "ATC"}


@dataclass(frozen=True)
class Page:
    name: str
    who: str = "anonymous"
    words: dict[str, str] = field(default_factory=dict)
    query: str = ""
    status: int = 200

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, *self.words.values(), self.query, "by", self.who]))

    def path(self, world) -> str:
        kwargs = {key: world.words.get(word, word) for key, word in self.words.items()}
        return reverse(self.name, kwargs=kwargs) + self.query.format_map(world.words)


TO_INVITE = {"reference": "to invite", "number": "its number"}


def governance(name, who, words, query="", status=200):
    return Page(f"governance:{name}", who, words, query, status)


def protocols(name, who, words, query="", status=200):
    return Page(f"protocols:{name}", who, words, query, status)


def organisations(name, who="administrator", **words):
    return Page(f"organisations:{name}", who, {**NCC, **words})


PAGES = [
    # ---- whoever comes by
    *(Page("governance:home", who) for who in ("anonymous", "practitioner", "officer", "manager", "auditor")),
    Page("governance:home", "administrator"),
    Page("governance:home", "quiet officer"),
    *(Page("governance:policies", who) for who in ("anonymous", "officer")),
    Page("governance:policies", query="?q=northshire"),
    Page("governance:policies", query="?q=nothing-is-called-this"),
    Page("governance:policies", query="?kind=unheard-of", status=422),
    Page("governance:search"),
    *(Page("governance:search", who, query="?q=consent") for who in ("anonymous", "practitioner")),
    Page("governance:search", query="?q=concent+of+a+yuong+person&organisation=NCC"),
    Page("governance:search", query="?q=nothing-is-called-this"),
    Page("governance:search", query="?q=consent&kind=unheard-of", status=422),
    *(governance("document", who, COUNCIL) for who in ("anonymous", "practitioner", "officer")),
    governance("document", "head of schools", {"reference": "schools"}),
    governance("document", "water officer", {"reference": "water"}),
    governance("document", "anonymous", {"reference": "charity"}),
    governance("document", "anonymous", {"reference": "NCC-COP-9999"}, status=404),
    governance("poster", "anonymous", {"reference": "council"}),
    governance("version", "anonymous", ONE),
    governance("version", "anonymous", NOW),
    governance("version", "officer", NEXT),
    governance("version", "head of schools", SCHOOLS),
    governance("version", "police officer", POLICE),
    governance("version", "coordinator", COMING),
    governance("version", "water officer", WATER),
    governance("version", "practitioner", NEXT, status=404),
    governance("version-changes", "anonymous", NOW, "?from=1.0"),
    governance("compare", "anonymous", COUNCIL, "?from=1.0&to=2.0"),
    governance("compare", "anonymous", COUNCIL, "?from=1.0&to=2.0&view=side&show=all"),
    governance("compare", "officer", COUNCIL, "?from=2.0&to=2.1"),
    governance("compare", "officer", COUNCIL, "?from=7.7&to=2.1", status=422),
    governance("compare-pdf", "officer", COUNCIL, "?from=2.0&to=2.1"),
    governance("version-restore", "water officer", WATER),
    *(Page("governance:framework", who, NCC, "?as_at=2026-03-03") for who in ("anonymous", "officer")),
    Page("governance:framework", words=NCC, query="?as_at=soon", status=422),
    *(governance("history", who, COUNCIL) for who in ("anonymous", "officer", "auditor")),
    # ---- the register of agreements
    *(Page("protocols:register", who) for who in ("anonymous", "officer")),
    Page("protocols:register", query="?q=fire&kind=police&sort=start"),
    Page("protocols:register", query="?q=nothing-is-called-this"),
    Page("protocols:register", query="?party=north&letter=0", status=422),
    *(Page("protocols:map", who) for who in ("anonymous", "officer")),
    Page("protocols:map", query="?organisation=NCC&item=name"),
    Page("protocols:map", query="?purpose=nothing-is-called-this"),
    Page("protocols:map", query="?organisation=north", status=422),
    *(protocols("agreement", who, AGREEMENT) for who in ("anonymous", "officer")),
    protocols("agreement", "anonymous", {"reference": "agreement not started"}),
    protocols("agreement", "police officer", {"reference": "closed agreement"}),
    protocols("agreement", "practitioner", {"reference": "NCC-DDA-9999"}, status=404),
    protocols("agreement", "anonymous", {"reference": "closed agreement"}, status=404),
    protocols("agreement-version", "anonymous", {**AGREEMENT, "number": "1.0"}),
    protocols("agreement-changes", "anonymous", AGREEMENT),
    protocols("agreement-changes", "anonymous", {"reference": "agreement not started"}),
    protocols("agreement-changes", "anonymous", AGREEMENT, "?older=7.7", 422),
    # ---- signing by invitation, and the public check
    protocols("invitations", "HAR approver", TO_INVITE),
    *(
        protocols(name, "HAR approver", {**TO_INVITE, "position": "its seat"})
        for name in ("invite", "invitation-send-anew", "invitation-revoke")
    ),
    protocols("invitation-answer", "HAR approver", {**TO_INVITE, "key": "question"}),
    protocols("invitation", "anonymous", {"token": "link"}),
    protocols("invitation", "anonymous", {"token": "old link"}, status=410),
    protocols("invitation", "anonymous", {"token": "A" * 43}, status=404),
    *(
        Page(f"protocols:{name}", status=403)
        for name in (
            "invited",
            "invited-code",
            "invited-changes",
            "invited-sign",
            "invited-decline",
            "invited-ask-for-changes",
            "invited-ask",
        )
    ),
    Page("protocols:verify-start"),
    Page("protocols:verify-start", query="?code=", status=422),
    protocols("verify", "anonymous", {"code": "short code"}),
    protocols("verify", "anonymous", {"code": "0000-0000-0000-0000"}, status=404),
    # ---- who writes and who judges
    *(
        Page("governance:work", who)
        for who in ("officer", "approver", "manager", "head of schools", "quiet officer")
    ),
    Page("governance:work", "practitioner"),
    *(Page("governance:documents", who) for who in ("officer", "quiet officer")),
    Page("governance:documents", "practitioner", status=403),
    Page("governance:documents", "officer", query="?q=nothing-is-called-this"),
    # ---- templates
    Page("governance:templates", "officer"),
    Page("governance:templates", "practitioner"),
    Page("governance:template", "officer", {"slug": "code-of-practice"}),
    governance("template-version", "officer", {"slug": "code-of-practice", "number": "1"}),
    governance("template-changes", "officer", {"slug": "code-of-practice", "number": "1"}),
    governance("template-changes", "officer", {"slug": "code-of-practice", "number": "2"}),
    governance("template-version", "officer", {"slug": "code-of-practice", "number": "99"}, status=404),
    governance("adopted", "head of schools", {"reference": "schools"}),
    governance("adopted", "coordinator", {"reference": "charity"}),
    governance("adopted", "officer", COUNCIL),
    governance("adopted", "officer", {"reference": "council in Welsh"}),
    governance("adopted", "practitioner", COUNCIL, status=403),
    *(Page("governance:matrix", who) for who in ("officer", "practitioner")),
    Page("governance:matrix", "region", query="?show=all"),
    Page("governance:matrix", "region", query="?kind=charity&gaps=yes"),
    Page("governance:matrix", "officer", query="?kind=unheard-of", status=422),
    *(Page("governance:charts", who) for who in ("region", "quiet officer")),
    Page("governance:assign-owner", "region", query="?document=NCC-COP-0001&document=HLT-COP-0001"),
    Page(
        "governance:set-review-date",
        "region",
        query="?document=HLT-COP-0001&document=HAT-COP-0001&next_review_on=3+April+2030",
    ),
    Page(
        "governance:set-review-date",
        "officer",
        query="?next_review_on=soon&document=NCC-COP-0001",
        status=422,
    ),
    Page("governance:assign-owner", "officer", status=422),
    Page("governance:assign-owner", "practitioner", status=403),
    # ---- documents
    Page("governance:document-new", "officer"),
    Page("governance:document-new", "practitioner", status=403),
    *(governance(name, "officer", COUNCIL) for name in ("reviews", "review-record", "review-call")),
    # ---- what people are told
    *(Page("governance:notifications", who) for who in ("unreached", "officer", "auditor")),
    Page("governance:notifications", "unreached", query="?topic=reading&unread=on"),
    Page("governance:notifications", "officer", query="?topic=template"),
    Page("governance:notifications", "officer", query="?topic=weather", status=422),
    Page("governance:notification-settings", "officer"),
    Page("governance:undelivered", "administrator", NCC),
    Page("governance:undelivered", "quiet administrator", QUIET),
    Page("governance:undelivered", "practitioner", NCC, status=403),
    governance("approval-remind", "officer", NEXT),
    governance("approval-remind", "officer", NOW, status=409),
    # ---- read and understood
    *(Page("governance:readings", who) for who in ("practitioner", "officer")),
    governance("document", "reader who confirmed", COUNCIL),
    governance("readers", "officer", COUNCIL),
    governance("readers", "officer", COUNCIL, "?state=overdue"),
    governance("readers", "officer", COUNCIL, "?state=unheard-of", status=422),
    governance("readers", "coordinator", {"reference": "charity"}),
    governance("reading-ask", "officer", COUNCIL),
    governance("reading-confirm", "practitioner", COUNCIL),
    governance("reading-withdraw", "officer", {"key": "request to read"}),
    Page("governance:reading-report", "officer", NCC),
    Page("governance:reading-report", "practitioner", NCC, status=403),
    Page("governance:training", "officer", NCC),
    governance("training-item", "officer", {**NCC, "key": "course"}),
    governance("training-ask", "officer", {**NCC, "key": "course"}),
    governance("training-change", "officer", {**NCC, "key": "course"}),
    governance("training-done", "practitioner", {"key": "course"}),
    governance("training-done", "reader who confirmed", {"key": "course"}),
    governance("control", "officer", COUNCIL),
    governance("translation", "officer", COUNCIL),
    governance("translation", "officer", {"reference": "council in Welsh"}),
    governance("translation", "trust officer", {"reference": "trust"}),
    governance("control", "officer", {"reference": "council in Welsh"}),
    governance("access", "officer", COUNCIL),
    governance("access", "head of schools", {"reference": "schools"}),
    governance("access-end", "officer", {**COUNCIL, "key": "grant"}),
    governance("draft-new", "water officer", {"reference": "water"}, "?from=1.0"),
    governance("draft-new", "officer", COUNCIL, "?from=1.0"),
    governance("draft", "head of schools", SCHOOLS),
    governance("draft", "trust officer", TRUST),
    governance("details", "head of schools", SCHOOLS),
    governance("section-add", "head of schools", SCHOOLS),
    governance("section-edit", "head of schools", {**SCHOOLS, "key": "commitment"}),
    governance("section-edit", "head of schools", {**SCHOOLS, "key": "security"}),
    governance("section-edit", "practitioner", {**SCHOOLS, "key": "security"}, status=404),
    governance("section-edit", "borough officer", {**COMMENTED, "key": "commitment"}),
    governance("section-comments", "borough manager", {**COMMENTED, "key": "commitment"}),
    governance("section-comments", "borough officer", {**COMMENTED, "key": "advice"}),
    governance("section-comments", "practitioner", {**COMMENTED, "key": "commitment"}, status=404),
    governance("comments", "borough manager", COMMENTED),
    governance("comments", "head of schools", SCHOOLS),
    governance("comments", "practitioner", NOW, status=403),
    governance("draft", "borough officer", COMMENTED),
    governance("section-remove", "head of schools", {**SCHOOLS, "key": "commitment"}),
    governance("document", "anonymous", {"reference": "procedure"}),
    governance("document", "anonymous", {"reference": "statement"}),
    Page("governance:guidance"),
    governance("draft", "officer", STEPS),
    governance("steps", "officer", STEPS),
    governance("steps", "village officer", {"reference": "bare procedure", "number": "1.0"}),
    governance("step-add", "officer", STEPS),
    governance("step-edit", "officer", {**STEPS, "key": "tell"}),
    governance("step-remove", "officer", {**STEPS, "key": "record"}),
    governance("version-changes", "officer", STEPS),
    Page("practice:signatory", "officer", {"reference": "statement", "number": "1.1"}),
    governance("submit", "head of schools", SCHOOLS),
    governance("give-up", "head of schools", SCHOOLS),
    governance("recall", "officer", NEXT),
    governance("review", "officer", NEXT),
    governance("review", "approver", NEXT),
    governance("review", "manager", NEXT),
    governance("approval-take-back", "approver", NEXT),
    governance("approval-delegate", "manager", NEXT),
    governance("approval-delegate", "officer", NEXT, status=403),
    Page("governance:approval-rules", "administrator", NCC),
    Page("governance:approval-rules", "practitioner", NCC),
    Page("governance:approval-rules", "quiet administrator", QUIET),
    Page("governance:approval-rule", "administrator", {**NCC, "kind": "all"}),
    Page("governance:approval-rule", "quiet administrator", {**QUIET, "kind": "code_of_practice"}),
    Page("governance:approval-rule", "practitioner", {**NCC, "kind": "all"}, status=403),
    governance("review", "police officer", NEXT, status=403),
    governance("publish", "police reviewer", POLICE),
    governance("disclosure", "police reviewer", POLICE),
    governance("disclosure", "water officer", PARTLY),
    *(
        governance("document", who, {"reference": "partly withheld"})
        for who in ("anonymous", "water officer")
    ),
    governance("document", "water officer", {"reference": "partly withheld"}, "?as=public"),
    governance("document", "anonymous", {"reference": "withheld"}),
    protocols("agreement", "anonymous", {"reference": "agreement in part"}),
    protocols("agreement", "police officer", {"reference": "agreement in part"}),
    Page("protocols:first-question", "practitioner"),
    Page("protocols:case-by-case", "practitioner"),
    Page("protocols:principles-only", "officer"),
    Page("protocols:begin", "officer"),
    Page("protocols:localise", "officer"),
    Page("protocols:signed-elsewhere", "officer"),
    protocols("agreement", "officer", {"reference": "from paper"}),
    protocols("agreement", "anonymous", {"reference": "from paper"}),
    protocols("agreement-between", "anonymous", {"reference": "from paper"}),
    protocols("localise", "officer", {}, "?source={agreement}"),
    protocols("agreement-source", "officer", {"reference": "localised"}),
    protocols("build", "officer", {"reference": "localised", "number": "1.0"}),
    protocols("build", "officer", BUILT),
    protocols("build-check", "officer", BUILT),
    protocols("build-signatories", "officer", BUILT),
    *(
        protocols("build-task", "officer", {**BUILT, "task": task})
        for task in ("parties", "purpose", "items", "flows", "basis", "assessment", "rights")
    ),
    *(
        protocols("row-add", "officer", {**BUILT, "rows": rows})
        for rows in ("parties", "data_items", "flows", "powers", "bases")
    ),
    protocols("row-edit", "officer", {**BUILT, "rows": "flows", "key": "flow"}),
    protocols("row-remove", "officer", {**BUILT, "rows": "flows", "key": "flow"}),
    protocols("row-paste", "officer", {**BUILT, "rows": "data_items"}),
    governance("draft", "officer", BUILT),
    governance("withdraw", "manager", NOW),
    governance("withdraw", "practitioner", NOW, status=403),
    governance("attachments", "head of schools", SCHOOLS),
    governance("attachment-remove", "trust officer", {**TRUST, "file": "file of the trust"}),
    governance("attachments", "trust officer", TRUST),
    Page("governance:word-import-new", "library officer"),
    Page("governance:word-import-new", "practitioner", status=403),
    *(
        governance("word-import", "library officer", {"key": f"word {state}"})
        for state in ("ready", "refused", "drafted", "given up", "stuck")
    ),
    governance("word-import", "library officer", {"key": "word reading"}, "?stay"),
    governance("word-import-give-up", "library officer", {"key": "word ready"}),
    governance("job", "officer", {"key": "job done"}),
    governance("job", "officer", {"key": "job waiting"}, "?stay"),
    # ---- public lists of bodies
    Page("governance:body-imports", "administrator"),
    Page("governance:body-imports", "officer", status=403),
    *(
        governance("body-import", "administrator", {"key": f"import {state}"})
        for state in ("faulty", "ready", "nothing", "done", "stuck", "given up")
    ),
    governance("body-import", "administrator", {"key": "import checking"}, "?stay"),
    governance("body-import-bring-in", "administrator", {"key": "import ready"}),
    governance("body-import-give-up", "administrator", {"key": "import ready"}),
    # ---- organisations
    *(Page("organisations:list", who) for who in ("anonymous", "administrator")),
    Page("organisations:list", query="?q=nothing-is-called-this"),
    *(organisations("organisation", who) for who in ("anonymous", "practitioner")),
    Page("organisations:organisation", words=QUIET),
    Page("organisations:organisation", words={"code": "GOV-D1"}),
    organisations("settings"),
    Page("organisations:settings", "quiet administrator", QUIET),
    *(
        organisations(name)
        for name in (
            "details",
            "identifiers",
            "four-eyes",
            "contacts",
            "contact-add",
            "people",
            "person-add",
            "roles",
            "appointments",
            "appointment-add",
            "teams",
            "team-add",
        )
    ),
    *(organisations("sharing", who) for who in ("administrator", "practitioner")),
    Page("organisations:sharing", "quiet administrator", QUIET),
    organisations("people", "practitioner"),
    *(
        Page(f"organisations:{name}", "quiet administrator", QUIET)
        for name in ("contacts", "appointments", "teams")
    ),
    organisations("logo"),
    Page("organisations:logo", "quiet administrator", QUIET),
    Page("organisations:logo-remove", "quiet administrator", QUIET),
    organisations("contact-change", pk="contact"),
    organisations("contact-remove", pk="contact"),
    organisations("membership-end", pk="membership"),
    organisations("appointment-end", pk="appointment"),
    organisations("appointment-away", pk="holder"),
    organisations("team-change", pk="team"),
    # ---- signing
    *(protocols("signatures", who, TO_SIGN) for who in ("HAR officer", "HRT manager")),
    protocols("signatures", "HAR manager", BETWEEN),
    protocols("agreement-between", "anonymous", {"reference": "in force between two"}),
    protocols(
        "agreement-between",
        "anonymous",
        {"reference": "in force between two"},
        "?giver={giver}&taker={taker}",
    ),
    protocols(
        "agreement-between", "anonymous", {"reference": "in force between two"}, "?giver=7&taker=8", 422
    ),
    protocols("agreement-life", "HAR manager", {"reference": "in force between two"}),
    *(
        protocols(f"life-{page}", "HAR manager", {"reference": "in force between two"})
        for page in ("admit", "suspend", "terminate")
    ),
    protocols("life-lift", "HAR manager", {"reference": "in force between two", "key": "suspension"}),
    protocols("life-leave", "HRT manager", {"reference": "in force between two", "code": "HRT"}),
    protocols("life-disposal", "HAR manager", {"reference": "in force between two", "key": "notice"}),
    protocols("succession", "administrator", NCC),
    protocols("succession", "quiet administrator", QUIET),
    *(protocols("succession-of", who, {**NCC, "predecessor": "ORC"}) for who in ("administrator", "manager")),
    protocols(
        "succession-of", "manager", {**NCC, "predecessor": "ORC"}, "?document={inherited}&then=succession"
    ),
    protocols("succession-of", "manager", {**NCC, "predecessor": "ORC"}, "?then=cessation", 422),
    protocols("succession-of", "practitioner", {**NCC, "predecessor": "ORC"}, status=403),
    protocols("signing-rules", "administrator", NCC),
    protocols("signing-rule", "administrator", NCC),
    protocols("removal-rule", "administrator", NCC),
    protocols("added-law", "administrator", NCC),
    protocols("added-law-add", "administrator", NCC),
    protocols("added-law-change", "administrator", {**NCC, "key": "added law"}),
    protocols("added-law-end", "administrator", {**NCC, "key": "added law"}),
    protocols("signing-open", "HAR officer", {**TO_SIGN, "reference": "to open"}),
    protocols("signing-open", "HAR officer", TO_SIGN, status=409),
    protocols("signing-cancel", "HAR officer", TO_SIGN),
    protocols("signing-last-day", "HAR officer", TO_SIGN),
    protocols("signing-close", "HAR officer", BETWEEN),
    protocols("sign", "HRT manager", {**TO_SIGN, "code": "HRT"}),
    protocols("sign", "HAR manager", {**TO_SIGN, "code": "HAR"}),
    protocols("decline", "HRT manager", {**TO_SIGN, "code": "HRT"}),
    protocols("signature-withdraw", "HAR manager", {**TO_SIGN, "code": "HAR", "position": "1"}),
    protocols("signature-paper", "HAR officer", {**TO_SIGN, "position": "2"}),
    protocols("receipt", "HAR manager", {**TO_SIGN, "round": "2", "position": "1"}),
    # ---- the log
    *(Page("audit:log", who) for who in ("auditor", "quiet auditor")),
    Page("audit:log", "auditor", query="?actor=nobody-is-called-this", status=422),
    Page("audit:event", "auditor", {"key": "event"}),
    # ---- signing in
    Page("account_login"),
    Page("account_login", query="?next=/work/"),
    Page("account_logout", "officer"),
    Page("account_inactive"),
    Page("account_change_password", "officer"),
    Page("account_reset_password"),
    Page("account_reset_password_done"),
    Page("account_reset_password_from_key_done"),
    Page("account_reset_password_from_key", words={"uidb36": "1", "key": "outworn"}),
    # ---- the service about itself
    *(
        Page(f"page-{name}")
        for name in ("help", "accessibility", "privacy", "cookies", "licences", "components")
    ),
    Page("page-help", "officer"),
    Page("page-help-task", words={"slug": "approve"}),
    Page("page-help-task", words={"slug": "share-about-one-person"}),
]

NO_PAGES = {
    "healthz": "answers machines",
    "organisations:logo-picture": "a picture; tests/organisations/views/test_logos.py",
    "governance:matrix-csv": "a file; tests/governance/views/test_matrix.py",
    "governance:attachment": "a file; test_word.py",
    "governance:version-pdf": "a PDF; tests/governance/views and test_code_of_practice.py",
    "protocols:register-csv": "a file; tests/protocols/views",
    "protocols:register-json": "a file; tests/protocols/views",
    "protocols:register-feed": "a file; tests/protocols/views",
    "protocols:map-csv": "a file; tests/protocols/views",
    "protocols:agreement-pdf": "a PDF; tests/protocols/views",
    "protocols:invited-text": "a file; tests/protocols/invitations",
    "protocols:invited-pdf": "a file; tests/protocols/invitations",
    "protocols:invited-file": "a file; tests/protocols/invitations",
    "protocols:invited-receipt": "a file; tests/protocols/invitations",
    "protocols:invited-data-json": "a file; tests/protocols/invitations",
    "protocols:invited-data-csv": "a file; tests/protocols/invitations",
    "protocols:signed-copy": "a PDF; tests/protocols/views/test_signed_copies.py",
    "protocols:signature-scan": "a file; tests/protocols/views/test_signed_copies.py",
    "protocols:signing-remind": "a button without a page of its own; tests/protocols/views",
    "protocols:signing-review": "a button without a page of its own; tests/protocols/views",
    "governance:section-autosave": "answers the editor's script; test_editor.py",
    "governance:section-preview": "answers the editor's script; test_editor.py",
    "governance:readers-csv": "a file; tests/governance/views/test_readers.py",
    "governance:training-csv": "a file; tests/governance/views/test_readers.py",
    "governance:reading-report-csv": "a file; tests/governance/views/test_readers.py",
    "governance:reading-opened": "answers a script; tests/governance/views/test_readings.py",
    "governance:short": "leads on to the document; tests/governance/views/test_addresses.py",
    "governance:mail-again": "a button of the notifications; tests/governance/views/test_notifications.py",
    "governance:undelivered-again": "a button of a list; tests/governance/views/test_notifications.py",
    "governance:section-move": "a button without a page of its own; test_editor.py",
    "governance:adopted-take": "a button without a page of its own; test_templates.py",
    "governance:adopted-follow": "a button without a page of its own; test_templates.py",
    "governance:step-move": "a button without a page of its own; tests/governance/views/test_steps.py",
    "protocols:row-move": "a button without a page of its own; tests/protocols/views/test_building.py",
    "account_set_password": "leads on to the change of the password for whoever has one",
}


def named_urls(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every URL, with its namespace."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{space}{entry.name}"
        else:
            yield from named_urls(entry, f"{space}{entry.namespace}:" if entry.namespace else space)


def one_of_each() -> list[Page]:
    """For every template the page with most on it: of the first entry that is no refusal, whoever is signed in."""
    chosen: dict[str, Page] = {}
    for page in PAGES:
        if page.status == 200:
            kept = chosen.get(page.name)
            if kept is None or (kept.who == "anonymous" and page.who in ("officer", "head of schools")):
                chosen[page.name] = page
    return list(chosen.values())
