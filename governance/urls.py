from __future__ import annotations

from django.urls import path, re_path

from governance.views import (
    access,
    addresses,
    approval,
    autosaving,
    body_imports,
    comparing,
    control,
    documents,
    drafts,
    history,
    home,
    jobs,
    new,
    pdf,
    policies,
    publication,
    search,
    sections,
    translations,
    versions,
)

app_name = "governance"
VERSION = "documents/<reference>/versions/<number>"
# config.urls asks this app before that of the organisations, whose codes are written in capitals: an organisation
# with the code IMPORT keeps its own address.
IMPORT = "organisations/import"
urlpatterns = [
    path("", home.home, name="home"),
    path("work/", home.work, name="work"),
    path("policies/", policies.policies, name="policies"),
    path("search/", search.search, name="search"),
    re_path(r"^(?P<reference>[A-Za-z][A-Za-z0-9-]*-[0-9]{3,})/?$", addresses.short, name="short"),
    path("jobs/<uuid:key>/", jobs.job, name="job"),
    path(f"{IMPORT}/", body_imports.overview, name="body-imports"),
    path(f"{IMPORT}/<uuid:key>/", body_imports.one, name="body-import"),
    path(f"{IMPORT}/<uuid:key>/bring-in/", body_imports.bring_in, name="body-import-bring-in"),
    path(f"{IMPORT}/<uuid:key>/give-up/", body_imports.give_up, name="body-import-give-up"),
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", new.new, name="document-new"),
    path("documents/<reference>/", policies.document, name="document"),
    path("documents/<reference>/poster/", addresses.poster, name="poster"),
    path("documents/<reference>/history/", history.history, name="history"),
    path("documents/<reference>/compare/", comparing.compare, name="compare"),
    path("documents/<reference>/compare.pdf", comparing.pdf, name="compare-pdf"),
    path("documents/<reference>/control/", control.control, name="control"),
    path("documents/<reference>/translation/", translations.translation, name="translation"),
    path("documents/<reference>/access/", access.access, name="access"),
    path("documents/<reference>/access/<int:key>/end/", access.end, name="access-end"),
    path("documents/<reference>/new-draft/", drafts.new, name="draft-new"),
    path(f"{VERSION}.pdf", pdf.pdf, name="version-pdf"),
    path(f"{VERSION}/", versions.version, name="version"),
    path(f"{VERSION}/changes/", comparing.changes, name="version-changes"),
    path(f"{VERSION}/draft/", drafts.draft, name="draft"),
    path(f"{VERSION}/details/", drafts.details, name="details"),
    path(f"{VERSION}/sections/add/", sections.add, name="section-add"),
    path(f"{VERSION}/sections/<slug:key>/", sections.edit, name="section-edit"),
    path(f"{VERSION}/sections/<slug:key>/autosave/", autosaving.autosave, name="section-autosave"),
    path(f"{VERSION}/sections/<slug:key>/preview/", autosaving.preview, name="section-preview"),
    path(f"{VERSION}/sections/<slug:key>/move/", sections.move, name="section-move"),
    path(f"{VERSION}/sections/<slug:key>/remove/", sections.remove, name="section-remove"),
    path(f"{VERSION}/submit/", approval.submit, name="submit"),
    path(f"{VERSION}/recall/", approval.recall, name="recall"),
    path(f"{VERSION}/review/", approval.review, name="review"),
    path(f"{VERSION}/publish/", publication.publish, name="publish"),
    path(f"{VERSION}/withdraw/", publication.withdraw, name="withdraw"),
    path(f"{VERSION}/give-up/", drafts.give_up, name="give-up"),
]
