"""How the log calls the acts and jobs of this app; loaded when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.naming import declare

declare(
    acts={
        "governance.documents.create_document": _("start a document"),
        "governance.documents.change_control": _("change the control details of a document"),
        "governance.documents.start_draft": _("start a draft"),
        "governance.documents.change_version": _("change the details of a draft"),
        "governance.body_imports.upload": _("upload lists of bodies"),
        "governance.body_imports.note_check": _("note what a check of lists of bodies found"),
        "governance.body_imports.confirm": _("agree to bring in lists of bodies"),
        "governance.body_imports.bring_in": _("bring in lists of bodies"),
        "governance.body_imports.give_up": _("give up an import of bodies"),
        "governance.body_imports.try_again": _("try an import of bodies again"),
        "governance.jobs.give_up": _("give up a job"),
        "governance.jobs.try_again": _("try a job again"),
        "governance.review.submit": _("send a draft for review"),
        "governance.review.recall": _("take a draft back from review"),
        "governance.review.send_back": _("ask for changes to a draft"),
        "governance.review.approve": _("approve a draft"),
        "governance.review.give_up": _("give up a draft"),
        "governance.sections.save_section": _("save a section"),
        "governance.sections.add_section": _("add a section"),
        "governance.sections.remove_section": _("remove a section"),
        "governance.sections.move_section": _("move a section"),
        "governance.attachments.attach": _("attach a file"),
        "governance.attachments.detach": _("remove an attachment"),
        "governance.word_imports.upload": _("upload a Word file"),
        "governance.word_imports.note_read": _("note what a Word file holds"),
        "governance.word_imports.note_refused": _("note why a Word file is not taken"),
        "governance.word_imports.make_draft": _("make a draft from a Word file"),
        "governance.word_imports.give_up": _("give up a Word file"),
        "governance.word_imports.try_again": _("read a Word file again"),
        "governance.links.link": _("tie two documents together"),
        "governance.links.unlink": _("end the tie between two documents"),
        "governance.links.state_translation": _("say what a document is a translation of"),
        "governance.recording.record_outside": _("record a version that was agreed elsewhere"),
        "governance.publication.publish": _("publish a version"),
        "governance.publication.withdraw": _("withdraw a version"),
        "governance.imports.import_document": _("import a document"),
        "governance.rendition.keep": _("keep the PDF of a version"),
        "governance.demo.bodies.note_completed": _("note that the demo is complete"),
        "governance.demo.bodies.open_account": _("open an account of the demo"),
    },
    jobs={
        "render_version": _("Making of PDFs"),
        "check_bodies": _("Check of lists of bodies"),
        "read_word_file": _("Reading of Word files"),
        "bring_in_bodies": _("Import of bodies"),
        "export_pdf": _("Export of PDFs"),
        "verify_log": _("Check of the log"),
        "write_refusals": _("Count of refusals"),
        "forget_old_jobs": _("Tidying of old jobs"),
        "index_search": _("Keeping of the search"),
        "check_search": _("Check of the search"),
        "seed_demo": _("Demo"),
    },
)
