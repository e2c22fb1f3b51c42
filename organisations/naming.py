"""How the log calls the acts and jobs of this app; loaded when the app starts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from audit.naming import declare

declare(
    acts={
        "organisations.accounts.add_person": _("add a person"),
        "organisations.accounts.set_password": _("set a password"),
        "organisations.accounts.note_sign_in": _("note that somebody signed in"),
        "organisations.accounts.note_sign_out": _("note that somebody signed out"),
        "organisations.accounts.note_failed_sign_in": _("note that a sign-in failed"),
        "organisations.teams.add_team": _("add a team"),
        "organisations.teams.change_team": _("change a team"),
        "organisations.grants.grant": _("give access to one document"),
        "organisations.grants.revoke": _("end access to one document"),
        "organisations.organisations.found_organisation": _("enter an organisation"),
        "organisations.organisations.change_organisation": _("change the organisation's details"),
        "organisations.organisations.waive_four_eyes": _("let authors approve their own drafts"),
        "organisations.organisations.restore_four_eyes": _("ask again for a second person's approval"),
        "organisations.sharing.decide_sharing": _("decide on regular sharing"),
        "organisations.organisations.add_contact": _("add a contact"),
        "organisations.organisations.change_contact": _("change a contact"),
        "organisations.organisations.remove_contact": _("remove a contact"),
        "organisations.organisations.add_identifier": _("add an identifier"),
        "organisations.organisations.record_successor": _("record the successor"),
        "organisations.logos.set_logo": _("set the organisation's logo"),
        "organisations.logos.remove_logo": _("remove the organisation's logo"),
        "organisations.people.add_member": _("give a person a role"),
        "organisations.people.end_membership": _("end a person's role"),
        "organisations.people.appoint": _("appoint to an office"),
        "organisations.people.end_appointment": _("end an appointment"),
        "organisations.absences.go_away": _("record that the holder of an office is away"),
        "organisations.absences.come_back": _("record that the holder of an office is back"),
        "organisations.imports.import_organisations": _("take organisations from a list"),
    },
    jobs={
        "add_person": _("Command that adds a person"),
        "import_organisations": _("Import of organisations"),
    },
)
